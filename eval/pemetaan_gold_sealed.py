"""What is right for the questions that are set aside: not for those who write what answers them."""

from __future__ import annotations

from eval.pemetaan_gold import Expect, Gold
from eval.pemetaan_rows import NEXT, SAMPLE


def sealed(g: Gold, t: Gold) -> dict[str, Expect]:
    """What is right for each question that is set aside."""
    return {**sealed_1(g), **sealed_2(g), **sealed_3(g), **sealed_4(t)}


def sealed_1(g: Gold) -> dict[str, Expect]:
    """PT-001 to PT-020, over the sample."""
    return {
        "PT-001": g.rows(lambda r: r.affair == "Pertanian"),
        "PT-002": g.groups(lambda r: r.kind == "KSDD wajib", "urusan"),
        "PT-003": g.rows(lambda r: r.yes("rkpd") is False and r["prioritas"] == "Tinggi"),
        "PT-004": g.number(lambda r: r.ksdd),
        "PT-005": g.groups(lambda r: r["prioritas"] == "Sedang" and 2027 in r.years, "urusan"),
        "PT-006": g.values(lambda r: r.affair == "Lingkungan hidup", "mitra"),
        "PT-007": g.numbers(
            {"wajib": lambda r: r.kind == "KSDD wajib", "sukarela": lambda r: r.kind == "KSDD sukarela"}
        ),
        "PT-008": g.rows(lambda r: r.kind == "KSDD wajib" and r.dprd),
        "PT-009": g.top(lambda r: r.kind == "KSDD wajib", "pengusul", 1),
        "PT-010": g.total(lambda r: r.kind == "KSDD wajib"),
        "PT-011": g.number(lambda r: r["status"] == "Usulan"),
        "PT-012": g.rows(lambda r: r.kind == "Sinergi"),
        "PT-013": g.rows(lambda r: r.kind == "KSDPL"),
        "PT-014": g.rows(lambda r: r.affair == "Pendidikan" and r["prioritas"] == "Tinggi"),
        "PT-015": g.rows(lambda r: r["mitra"] == "PT Contoh Lestari"),
        "PT-016": g.groups(lambda r: r.kind == "KSDPK", "prioritas"),
        "PT-017": g.groups(lambda r: r.ksdd, "status"),
        "PT-018": g.groups(lambda r: 2028 in r.years, "jenis"),
        "PT-019": g.rows(lambda r: r.months >= 120),
        "PT-020": g.rows(lambda r: r.kind == "KSDPK" and r.yes("studi_kelayakan") is True and r.yes("rkpd") is False),
    }


def sealed_2(g: Gold) -> dict[str, Expect]:
    """PT-021 to PT-040, over the sample."""
    return {
        "PT-021": g.largest(lambda r: r.ksdd, 5),
        "PT-022": g.total(lambda r: r.affair == "Perhubungan"),
        "PT-023": g.average(lambda r: r.kind == "Sinergi", "rupiah"),
        "PT-024": g.number(lambda r: r["status"] == "Ditetapkan" and r["prioritas"] == "Tinggi"),
        "PT-025": g.rows(lambda r: r.yes("rpjmd") is False and r.yes("rkpd") is False),
        "PT-026": g.rows(lambda r: r["pengusul"] == "Dinas Pendidikan" and 2026 in r.years),
        "PT-027": g.rows(lambda r: r["pengusul"] == "Badan Penanggulangan Bencana Daerah"),
        "PT-028": g.number(lambda r: r["prakarsa"] == "Pihak ketiga"),
        "PT-029": g.rows(lambda r: r.kind == "KSDPK" and r.rupiah is not None and r.rupiah < 2 * 10**8),
        "PT-030": g.rows(lambda r: 2026 in r.years and r.yes("dianggarkan") is False),
        "PT-031": g.number(lambda r: r.kind == "KSDPK" and r.yes("membebani") is True),
        "PT-032": g.by_year(lambda r: r.kind == "KSDPK"),
        "PT-033": g.rows(lambda r: r["mitra"] == "Provinsi Tetangga Utara" and 2026 in r.years),
        "PT-034": g.values(lambda r: r.kind == "Sinergi", "mitra"),
        "PT-035": g.values(lambda r: r.affair == "Komunikasi dan informatika", "mitra"),
        "PT-036": g.ordered(lambda r: r.affair == "Kesehatan", lambda r: -r.months),
        "PT-037": g.rows(lambda r: r["dprd"].startswith("Sudah")),
        "PT-038": g.number(lambda r: r["keputusan"] != ""),
        "PT-039": g.rows(lambda r: r["lokasi"] == "Geopark Contoh"),
        "PT-040": g.number(lambda r: r.kind == "KSDD wajib" and 2027 in r.years),
    }


def sealed_3(g: Gold) -> dict[str, Expect]:
    """PT-041 to PT-060, over the sample."""
    return {
        "PT-041": g.rows(lambda r: r.affair == "Pekerjaan umum dan penataan ruang" and 2026 in r.years),
        "PT-042": g.ordered(lambda r: r.affair == "Pangan", lambda r: -(r.rupiah or 0)),
        "PT-043": g.total(lambda r: r.kind == "KSDLL"),
        "PT-044": g.number(lambda r: r.affair == "Kelautan dan perikanan" and r["prioritas"] == "Tinggi"),
        "PT-045": g.rows(lambda r: r["mitra"] == "Provinsi Tetangga Utara" and r.kind == "KSDD wajib"),
        "PT-046": g.values(lambda r: r["status"] == "Ditunda", "pengusul"),
        "PT-047": g.empty("Transmigrasi", lambda r: r.affair == "Transmigrasi"),
        "PT-048": g.empty("2024", lambda r: 2024 in r.years),
        "PT-049": g.empty("batal", lambda r: r["status"] == "Batal"),
        "PT-050": g.refused(),
        "PT-051": g.refused(),
        "PT-052": g.refused(),
        "PT-053": g.rows(lambda r: r.has("rumput laut")),
        "PT-054": g.rows(lambda r: r.kind == "KSDD sukarela" and r.yes("berbatasan") is False),
        "PT-055": g.costliest(lambda r: r.kind == "KSDPK", "pengusul", 3),
        "PT-056": g.top(lambda r: r.ksdd, "mitra", 1),
        "PT-057": g.rows(lambda r: r["sub_urusan"] == "Air minum"),
        "PT-058": g.rows(lambda r: r.has("mangrove")),
        "PT-059": g.total(lambda r: r["prioritas"] == "Tinggi" and 2027 in r.years),
        "PT-060": g.rows(lambda r: r.kind == "KSDPK" and r["status"] == "Dibahas"),
    }


def sealed_4(t: Gold) -> dict[str, Expect]:
    """PT-061 to PT-075, over the three mappings."""
    return {
        "PT-061": t.rows(lambda r: r.region == "Kabupaten Misal" and r.affair == "Kesehatan"),
        "PT-062": t.number(lambda r: r.region == "Kabupaten Misal" and r.kind == "KSDPK"),
        "PT-063": t.rows(lambda r: r.file == NEXT and r.dprd),
        "PT-064": t.numbers(
            {
                "2026": lambda r: r.file == SAMPLE and r.kind == "Sinergi",
                "2027": lambda r: r.file == NEXT and r.kind == "Sinergi",
            }
        ),
        "PT-065": t.groups(lambda r: r.region == "Kabupaten Misal", "prioritas"),
        "PT-066": t.rows(lambda r: r.affair == "Transmigrasi"),
        "PT-067": t.total(lambda r: r.file == NEXT),
        "PT-068": t.values(lambda r: r.region == "Kabupaten Misal" and r.affair == "Pariwisata", "mitra"),
        "PT-069": t.rows(lambda r: r["mitra"] == "PT Contoh Data Nusantara"),
        "PT-070": t.number(lambda r: r.file == NEXT and r.affair == "Pariwisata"),
        "PT-071": t.largest(lambda r: r.region == "Kabupaten Misal", 2),
        "PT-072": t.empty("KSDPL", lambda r: r.region == "Kabupaten Misal" and r.kind == "KSDPL"),
        "PT-073": t.top(lambda r: r.region == "Kabupaten Misal", "mitra", 1),
        "PT-074": t.groups(lambda r: r.file == NEXT, "status"),
        "PT-075": t.rows(lambda r: r.region == "Kabupaten Misal" and r["status"] == "Berjalan"),
    }
