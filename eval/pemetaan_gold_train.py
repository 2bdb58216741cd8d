"""What is right for each question of the training set, over the sample and over three mappings."""

from __future__ import annotations

from eval.pemetaan_gold import Expect
from eval.pemetaan_gold_more import BASIC, CHOSEN, FILLED, TrainGold, among, has, other, where
from eval.pemetaan_rows import NEXT, REGENCY, SAMPLE


def train(g: TrainGold, t: TrainGold) -> dict[str, Expect]:
    """What is right for each."""
    return {
        **train_1(g),
        **train_2(g),
        **train_3(g),
        **train_4(g),
        **train_5(g),
        **train_6(g),
        **train_7(g),
        **train_8(t),
    }


def train_1(g: TrainGold) -> dict[str, Expect]:
    """PT-001 to PT-034, over the sample."""
    return {
        "PT-001": g.rows(where(pengusul="Dinas Sosial")),
        "PT-002": g.rows(where(pengusul="Satuan Polisi Pamong Praja")),
        "PT-003": g.rows(where(pengusul="Badan Penanggulangan Bencana Daerah")),
        "PT-004": g.rows(where(sumber_biaya="Pihak ketiga")),
        "PT-005": g.rows(where(sumber_biaya="APBN dan APBD")),
        "PT-006": g.rows(where(sumber_biaya="APBD dan mitra")),
        "PT-007": g.rows(where(lokasi="Teluk Contoh")),
        "PT-008": g.rows(where(lokasi="BLK Contoh")),
        "PT-009": g.rows(where(lokasi="Pelabuhan Contoh")),
        "PT-010": g.rows(where(jenis="KSDPK", status="Dibahas")),
        "PT-011": g.rows(where("Pertanian", status="Ditetapkan")),
        "PT-012": g.rows(where(status="Usulan", year=2028)),
        "PT-013": g.rows(where(pengusul="Dinas Kebudayaan", prioritas="Rendah")),
        "PT-014": g.rows(where(prioritas="Rendah", rkpd=True)),
        "PT-015": g.rows(where(dianggarkan=False, prioritas="Tinggi")),
        "PT-016": g.rows(where(rkpd="")),
        "PT-017": g.rows(where(dianggarkan="")),
        "PT-018": g.rows(where(jenis="KSDPK", studi_kelayakan="")),
        "PT-019": g.rows(where(anggaran="")),
        "PT-020": g.rows(where(rupiah=(0, 199_999_999))),
        "PT-021": g.rows(where(rupiah=(10**9, 2 * 10**9))),
        "PT-022": g.rows(where(rupiah=(2 * 10**10, 10**15))),
        "PT-023": g.rows(where("Pariwisata", months=(36, 36))),
        "PT-024": g.rows(where(months=(12, 12))),
        "PT-025": g.rows(where(months=(120, 999))),
        "PT-026": g.rows(where(jenis="KSDPK", months=(0, 23))),
        "PT-027": g.rows(where(keputusan=FILLED)),
        "PT-028": g.rows(where(jenis="KSDPK", keputusan="")),
        "PT-029": g.rows(where(jenis="KSDD wajib", berita_acara="")),
        "PT-030": g.rows(where(jenis="KSDD wajib", forum="Rakortek nasional 2026")),
        "PT-031": g.rows(where(forum="Musrenbang Provinsi Contoh 2026")),
        "PT-032": g.rows(where(dprd="Sudah disetujui")),
        "PT-033": g.number(where(dprd="Tidak perlu")),
        "PT-034": g.rows(where(dprd="Perlu, sedang dibahas")),
    }


def train_2(g: TrainGold) -> dict[str, Expect]:
    """PT-035 to PT-068, over the sample."""
    return {
        "PT-035": g.rows(where(jenis="KSDD sukarela", berbatasan=True)),
        "PT-036": g.rows(where(rpjmd="RPJMD 2025-2029, Misi 4")),
        "PT-037": g.rows(where(rpjmd=False)),
        "PT-038": g.rows(where(pengecualian="Program strategis nasional")),
        "PT-039": g.rows(where(kelemahan=has("Armada tua"))),
        "PT-040": g.rows(where(ancaman=has("Penolakan warga"))),
        "PT-041": g.rows(where(peluang=has("JKN"))),
        "PT-042": g.rows(where(kekuatan=has("Kader terlatih"))),
        "PT-043": g.said("potensi", where(kegiatan="Budi daya rumput laut")),
        "PT-044": g.rows(where(kegiatan="SPAM regional Contoh Raya")),
        "PT-045": g.said("mitra", where(kegiatan="Bus listrik perkotaan")),
        "PT-046": g.total(where(kegiatan="Pengendalian malaria kepulauan")),
        "PT-047": g.said("keputusan", where(kegiatan="Kuliah kerja nyata tematik desa")),
        "PT-048": g.rows(where(kegiatan="Trayek antarkota lintas provinsi")),
        "PT-049": g.said("pengusul", where(kegiatan="Patroli terpadu batas provinsi")),
        "PT-050": g.rows(where(kegiatan="Surya atap gedung pemerintah")),
        "PT-051": g.said("berita_acara", where(kegiatan="Pengaturan nelayan andon")),
        "PT-052": g.groups(where(), "pengusul"),
        "PT-053": g.groups(where(ksdd=True), "mitra"),
        "PT-054": g.groups(where(), "prioritas"),
        "PT-055": g.groups(where(pengusul="Dinas Pariwisata"), "lokasi"),
        "PT-056": g.groups(where(urusan="Pariwisata"), "sub_urusan"),
        "PT-057": g.groups(where(), "sumber_biaya"),
        "PT-058": g.crossed(where(), "jenis", "prioritas"),
        "PT-059": g.crossed(where(year=2027), "jenis", "status"),
        "PT-060": g.sums(where(), "urusan"),
        "PT-061": g.sums(where(), "jenis"),
        "PT-062": g.averages(where(), "jenis"),
        "PT-063": g.average(where("Pariwisata", jenis="KSDPK"), "rupiah"),
        "PT-064": g.average(where(jenis="Sinergi"), "months"),
        "PT-065": g.extreme(where(jenis="KSDD wajib"), "rupiah", 1, 1),
        "PT-066": g.extreme(where(), "months", 1, -1),
        "PT-067": g.extreme(where(), "months", 3, -1),
        "PT-068": g.extreme(where(jenis="Sinergi"), "rupiah", 5, -1),
    }


def train_3(g: TrainGold) -> dict[str, Expect]:
    """PT-069 to PT-102, over the sample."""
    return {
        "PT-069": g.costliest(where(), "pengusul", 1),
        "PT-070": g.top(where(abroad=True), "mitra", 1),
        "PT-071": g.top(where(ksdd=True), "mitra", 1),
        "PT-072": g.top(where(prioritas="Tinggi"), "pengusul", 1),
        "PT-073": g.top(where(), "lokasi", 1),
        "PT-074": g.values(where(mitra=has("PT ")), "mitra"),
        "PT-075": g.values(where(abroad=True), "pengusul"),
        "PT-076": g.values(where(pengusul="Dinas Perhubungan"), "lokasi"),
        "PT-077": g.values(where(jenis="KSDD wajib"), "urusan"),
        "PT-078": g.values(where(forum=FILLED), "forum"),
        "PT-079": g.values(where(urusan="Perhubungan"), "program"),
        "PT-080": g.rows(where(mitra="Kementerian Pertanian")),
        "PT-081": g.rows(where(mitra="Badan Pusat Statistik")),
        "PT-082": g.rows(where(mitra=has("Jepang"))),
        "PT-083": g.empty("rendah", where(jenis="KSDD wajib", prioritas="Rendah")),
        "PT-084": g.empty("ditunda", where(urusan="Kesehatan", status="Ditunda")),
        "PT-085": g.empty("Malaysia", where(mitra=has("Malaysia"))),
        "PT-086": g.empty("Transmigrasi", where(urusan="Transmigrasi")),
        "PT-087": g.empty("batal", where(status="Batal")),
        "PT-088": g.empty("anggaran", where(rupiah=(10**12, 10**16))),
        "PT-089": g.rows(where(jenis=other("KSDPK"), prioritas="Tinggi", year=2027)),
        "PT-090": g.rows(where("Pariwisata", lokasi=other("Kota Contoh Raya"))),
        "PT-091": g.rows(where("Kesehatan", prioritas=other("Tinggi"))),
        "PT-092": g.rows(where(pengusul="Dinas Pendidikan", mitra=other("Provinsi Tetangga Utara"))),
        "PT-093": g.rows(where(jenis="KSDD sukarela", berbatasan=False)),
        "PT-094": g.rows(where(pengusul="Dinas Pariwisata", status=other("Berjalan"))),
        "PT-095": g.numbers({"Kesehatan": where(urusan="Kesehatan"), "Pendidikan": where(urusan="Pendidikan")}),
        "PT-096": g.numbers({"2026": where(year=2026), "2027": where(year=2027)}),
        "PT-097": g.sums(where(pengusul=among("Dinas Kesehatan", "Dinas Pendidikan")), "pengusul"),
        "PT-098": g.groups(where(pengusul=among("Dinas Pariwisata", "Dinas Pertanian")), "pengusul"),
        "PT-099": g.crossed(where(ksdd=True), "prioritas", "jenis"),
        "PT-100": g.share(where(), where(rkpd=True)),
        "PT-101": g.share(where(), where(prioritas="Tinggi")),
        "PT-102": g.share(where(jenis="KSDPK"), where(studi_kelayakan=True)),
    }


def train_4(g: TrainGold) -> dict[str, Expect]:
    """PT-103 to PT-136, over the sample."""
    return {
        "PT-103": g.share(where(ksdd=True), where(jenis="KSDD wajib")),
        "PT-104": g.sorted(where(year=2028), "rupiah", 1),
        "PT-105": g.sorted(where(urusan="Kehutanan"), "months", -1),
        "PT-106": g.sorted(where(urusan="Energi dan sumber daya mineral"), "rupiah", 1),
        "PT-107": g.rows(where(jenis="KSDPK", prioritas="Tinggi", studi_kelayakan=True, dianggarkan=False)),
        "PT-108": g.rows(where(lokasi="Kabupaten Contoh Hulu", pengusul=other("Dinas Kesehatan"))),
        "PT-109": g.rows(where(prakarsa="Pihak ketiga", studi_kelayakan=False, rkpd=False)),
        "PT-110": g.rows(
            where(prioritas="Tinggi", year=2026, pengusul=among("Dinas Pertanian", "Dinas Kelautan dan Perikanan"))
        ),
        "PT-111": g.rows(where(kriteria_prakarsa=FILLED)),
        "PT-112": g.rows(where(sub_urusan=among("Bencana", "Kebakaran"))),
        "PT-113": g.rows(where(any="stunting")),
        "PT-114": g.rows(where(any="mangrove")),
        "PT-115": g.rows(where(any="geopark")),
        "PT-116": g.rows(where("Perhubungan", year=2027)),
        "PT-117": g.rows(where(prioritas="Tinggi", pengusul="Dinas Pendidikan")),
        "PT-118": g.number(where(*BASIC)),
        "PT-119": g.number(where(*CHOSEN)),
        "PT-120": g.number(where(year=2027, mitra=has("Universitas"))),
        "PT-121": g.refused(),
        "PT-122": g.refused(),
        "PT-123": g.refused(),
        "PT-124": g.refused(),
        "PT-125": g.empty("Sleman", where(any="Sleman")),
        "PT-126": g.refused(),
        "PT-127": g.law(),
        "PT-128": g.law(),
        "PT-129": g.law(),
        "PT-130": g.law(),
        "PT-131": g.law(),
        "PT-132": g.law(),
        "PT-133": g.both(where(jenis="KSDPK", studi_kelayakan=False)),
        "PT-134": g.both(where(ksdd=True, dprd=has("Perlu, "))),
        "PT-135": g.rows(where(pengusul="Dinas Pertanian", prioritas="Tinggi")),
        "PT-136": g.total(where("Kehutanan", year=2026)),
    }


def train_5(g: TrainGold) -> dict[str, Expect]:
    """PT-137 to PT-190, over the sample."""
    return {
        "PT-137": g.number(where(year=2028)),
        "PT-138": g.rows(where(pengusul="Dinas Kesehatan")),
        "PT-139": g.rows(where(mitra="Universitas Contoh", status="Berjalan")),
        "PT-140": g.total(where("Kehutanan")),
        "PT-141": g.values(where(urusan="Pariwisata", jenis="KSDPK"), "mitra"),
        "PT-142": g.rows(where(pengusul="Dinas Pariwisata", rkpd=True)),
        "PT-143": g.groups(where(jenis="KSDPK"), "status"),
        "PT-144": g.total(where(jenis="KSDLL")),
        "PT-145": g.sorted(where(lokasi="Geopark Contoh"), "rupiah", 1),
        "PT-146": g.rows(where(pengusul="Dinas Kebudayaan")),
        "PT-147": g.law(),
        "PT-168": g.rows(where(pengusul="Dinas Pendidikan")),
        "PT-169": g.rows(where(mitra=has("PT "), studi_kelayakan=False)),
        "PT-170": g.rows(where(mitra="Kementerian Perhubungan")),
        "PT-171": g.number(where(status="Ditetapkan")),
        "PT-172": g.rows(where(pengusul="Dinas Sosial")),
        "PT-173": g.rows(where(status="Ditunda")),
        "PT-174": g.rows(where(pengusul="Dinas Kesehatan", prioritas="Sedang")),
        "PT-175": g.number(where(prioritas="Rendah")),
        "PT-176": g.groups(where(year=2027), "pengusul"),
        "PT-177": g.by_year(where()),
        "PT-178": g.groups(where(jenis="KSDPK"), "pengusul"),
        "PT-179": g.groups(where(jenis="KSDPK"), "status"),
        "PT-180": g.groups(where(pengusul="Dinas Lingkungan Hidup"), "prioritas"),
        "PT-181": g.crossed(where(), "status", "jenis"),
        "PT-182": g.total(where(year=2028)),
        "PT-183": g.total(where(rkpd=False)),
        "PT-184": g.total(where(dprd=has("Perlu, "))),
        "PT-185": g.average(where(pengusul="Dinas Perhubungan"), "rupiah"),
        "PT-186": g.average(where(jenis="KSDPK"), "months"),
        "PT-187": g.extreme(where(year=2027), "rupiah", 5, -1),
        "PT-188": g.extreme(where("Pariwisata"), "rupiah", 1, -1),
        "PT-189": g.top(where(), "pengusul", 1),
        "PT-190": g.top(where(), "urusan", 1),
    }


def train_6(g: TrainGold) -> dict[str, Expect]:
    """PT-191 to PT-224, over the sample."""
    return {
        "PT-191": g.values(where(pengusul="Dinas Kelautan dan Perikanan"), "mitra"),
        "PT-192": g.values(where(mitra="Universitas Contoh"), "pengusul"),
        "PT-193": g.values(where(mitra="PT Contoh Lestari"), "pengusul"),
        "PT-194": g.values(where(urusan="Kesehatan"), "lokasi"),
        "PT-195": g.rows(where(sumber_biaya=has("APBN"))),
        "PT-196": g.rows(where(sumber_biaya="APBD", prioritas="Rendah")),
        "PT-197": g.rows(where(keputusan=FILLED, dianggarkan=False)),
        "PT-198": g.rows(where(keputusan=FILLED, status="Berjalan")),
        "PT-199": g.rows(where(berita_acara=FILLED, status=other("Berjalan"))),
        "PT-200": g.rows(where(months=(48, 72))),
        "PT-201": g.rows(where(months=(121, 999))),
        "PT-202": g.rows(where(months=(12, 12), rkpd=True)),
        "PT-203": g.rows(where(rupiah=(0, 149_999_999))),
        "PT-204": g.rows(where(rupiah=(5 * 10**10, 10**15))),
        "PT-205": g.rows(where(any="UMKM")),
        "PT-206": g.rows(where(any="kereta")),
        "PT-207": g.rows(where(any="malaria")),
        "PT-208": g.rows(where(jenis=among("Sinergi", "KSDPL", "KSDLL"))),
        "PT-209": g.rows(where(prioritas="Tinggi", dianggarkan=False, year=2026)),
        "PT-210": g.rows(where(jenis=among("Sinergi", "KSDPL", "KSDLL"))),
        "PT-211": g.rows(where(lokasi="Kota Contoh Raya", pengusul=other("Dinas Pariwisata"))),
        "PT-212": g.numbers({"tinggi": where(prioritas="Tinggi"), "sedang": where(prioritas="Sedang")}),
        "PT-213": g.numbers({"Pariwisata": where(urusan="Pariwisata"), "Pertanian": where(urusan="Pertanian")}),
        "PT-214": g.numbers({"Sinergi": where(jenis="Sinergi"), "KSDPL": where(jenis="KSDPL")}),
        "PT-215": g.share(where(jenis="KSDPK"), where(status="Berjalan")),
        "PT-216": g.share(where(pengusul="Dinas Pariwisata"), where(dianggarkan=True)),
        "PT-217": g.share(where(), where(rkpd=False)),
        "PT-218": g.sorted(where(urusan="Pendidikan"), "rupiah", -1),
        "PT-219": g.sorted(where(pengusul="Dinas Kehutanan"), "months", -1),
        "PT-220": g.said("lokasi", where(kegiatan="Patroli terpadu batas provinsi")),
        "PT-221": g.said("mitra", where(kegiatan="Bank sampah digital")),
        "PT-222": g.total(where(kegiatan="Rehabilitasi mangrove")),
        "PT-223": g.rows(where(kegiatan="Reaktivasi jalur kereta Contoh-Hilir")),
        "PT-224": g.rows(where(kegiatan="Misi dagang kopi dan kriya")),
    }


def train_7(g: TrainGold) -> dict[str, Expect]:
    """PT-225 to PT-241, over the sample."""
    return {
        "PT-225": g.empty("membebani", where(jenis="KSDPL", membebani=True)),
        "PT-226": g.empty("Gadjah Mada", where(any="gadjah mada")),
        "PT-227": g.empty("Pertanahan", where(urusan="Pertanahan")),
        "PT-228": g.refused(),
        "PT-229": g.refused(),
        "PT-230": g.refused(),
        "PT-231": g.law(),
        "PT-232": g.law(),
        "PT-233": g.law(),
        "PT-234": g.law(),
        "PT-235": g.sorted(where(jenis="KSDD wajib", year=2027), "rupiah", -1),
        "PT-236": g.rows(where(jenis="KSDPK", prioritas="Tinggi", dianggarkan=False)),
        "PT-237": g.number(where(lokasi="Kepulauan Contoh")),
        "PT-238": g.number(where(pengusul="Dinas Pertanian", rkpd=False)),
        "PT-239": g.by_year(where()),
        "PT-240": g.rows(where(pengusul="Dinas Lingkungan Hidup", prioritas="Tinggi", year=2026)),
        "PT-241": g.average(where(jenis="Sinergi"), "rupiah"),
    }


def train_8(t: TrainGold) -> dict[str, Expect]:
    """PT-148 to PT-248, over the three mappings."""
    return {
        "PT-148": t.numbers({"Provinsi Contoh": where(file=SAMPLE), "Kabupaten Misal": where(file=REGENCY)}),
        "PT-149": t.number(where(file=REGENCY, jenis="KSDPK")),
        "PT-150": t.rows(where(file=REGENCY, mitra="Kabupaten Umpama")),
        "PT-151": t.total(where(file=NEXT)),
        "PT-152": t.groups(where(file=REGENCY), "urusan"),
        "PT-153": t.rows(where(file=REGENCY, prioritas="Tinggi", status="Berjalan")),
        "PT-154": t.number(where("Pariwisata")),
        "PT-155": t.rows(where(file=NEXT, dprd=has("Perlu, "))),
        "PT-156": t.rows(where(kegiatan=has("Surya atap"))),
        "PT-157": t.number(where(file=REGENCY, rkpd=False)),
        "PT-158": t.rows(where(status="Ditunda")),
        "PT-159": t.average(where(file=REGENCY), "months"),
        "PT-160": t.top(where(file=REGENCY), "mitra", 3),
        "PT-161": t.rows(where(file=REGENCY, anggaran="")),
        "PT-162": t.number(where(file=REGENCY, jenis="KSDPK")),
        "PT-163": t.total(where("Kesehatan", file=REGENCY)),
        "PT-164": t.rows(where(file=REGENCY, pengusul="BPBD")),
        "PT-165": t.share(where(file=REGENCY), where(file=REGENCY, rkpd=True)),
        "PT-166": t.values(where(file=REGENCY, mitra=has("Kementerian")), "mitra"),
        "PT-167": t.rows(where("Transmigrasi", file=NEXT)),
        "PT-242": t.number(where(file=REGENCY, jenis="KSDD wajib")),
        "PT-243": t.rows(where(file=REGENCY, mitra="Universitas Contoh")),
        "PT-244": t.groups(where(file=REGENCY), "status"),
        "PT-245": t.total(where(file=REGENCY, prioritas="Tinggi")),
        "PT-246": t.rows(where("Kesehatan", file=NEXT)),
        "PT-247": t.extreme(where(file=REGENCY), "rupiah", 3, -1),
        "PT-248": t.number(where(file=NEXT, jenis="KSDPK")),
    }
