"""python -m ingest: bring documents in, look at their structure, see what is held."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tqdm import tqdm

from corpus.baris import Pemetaan
from corpus.catalog import Catalog, as_json
from corpus.commands import CommandParser
from corpus.errors import FileProblem, NoTextFile, TanyaError
from corpus.index import fill
from corpus.landing import read_hosts, read_landings
from corpus.lock import HomeLock
from corpus.mappings import Mappings
from corpus.models import Peraturan, page_ranges
from corpus.problems import NoMapping
from corpus.settings import Settings, read_settings
from corpus.shelf import add_digests
from ingest.books import read_workbook
from ingest.fetch import Sources, clean_name, fetch
from ingest.mapping_intake import takes, understand_book
from ingest.mapping_told import describe_mapping, held_json, held_lines, mapping_json
from ingest.pipeline import Outcome, Pipeline, each_file, find_files, scanning_of, understand

logger = logging.getLogger(__name__)
LOG = "galat.log"
FIRST_YEAR, LAST_YEAR = 1945, 2100
USAGE = """
  python -m ingest BERKAS-ATAU-FOLDER … [--json]            masukkan dokumen (PDF, Word, HTML, gambar, ZIP, teks)
                                                            dan hasil pemetaan (XLSX, XLS, ODS, CSV, tabel di Word)
    [--daerah "Kabupaten X"] [--tahun 2026]                 bila berkas pemetaannya tidak menyebutkan
  python -m ingest structure BERKAS … [--json] [--summary]  lihat strukturnya saja, tidak menyimpan apa pun
  python -m ingest fetch NAMA [--url ALAMAT]                ambil salinan resmi, misalnya permendagri-22-2020
  python -m ingest status [--json]                          apa yang tersimpan
  python -m ingest reindex                                  isi ulang indeks vektor dari katalog"""
STATUS_WORDS = {
    "added": "ditambahkan", "replaced": "menggantikan naskah lama", "unchanged": "tidak berubah, dilewati",
    "worse": "tidak dipakai, naskah yang ada terbaca lebih baik", "failed": "gagal",
}  # fmt: skip


def structure_json(item: Peraturan, summary: bool = False) -> dict[str, object]:
    """The shape that the contract names."""
    shape: dict[str, object] = {
        "file": item.file, "jenis": item.jenis, "nomor": item.nomor, "tahun": item.tahun, "judul": item.judul,
        "pages": item.pages, "ocr_pages": list(item.ocr_pages), "pasal_count": item.pasal_count,
        "missing": list(item.missing), "warnings": list(item.warnings),
    }  # fmt: skip
    if not summary:
        shape["provisions"] = [
            {
                "pasal": p.unit.pasal, "ayat": p.unit.ayat, "huruf": p.unit.huruf, "angka": p.unit.angka,
                "bagian": p.unit.part, "heading": list(p.heading), "page": p.page, "text": p.text,
            }
            for p in item.provisions
        ]  # fmt: skip
    return shape


def describe(item: Peraturan) -> str:
    """Two or three lines for people on what was understood."""
    lines = [f"{item.label}: {item.judul}" if item.judul and item.judul != item.label else item.label]
    lines.append(f"  {item.pages} halaman, {item.pasal_count} Pasal, {len(item.provisions)} ketentuan")
    lines.extend(f"  {line}" for line in reading_lines(item.ocr_pages, item.read_pages))
    lines.extend(f"  Perhatian: {warning}" for warning in item.warnings)
    return "\n".join(lines)


def reading_lines(ocr_pages: Sequence[int], read_pages: Sequence[int]) -> list[str]:
    """What to tell of pages whose words come from OCR; none where there is none."""
    layer = [page for page in ocr_pages if page not in read_pages]
    lines = [f"dibaca dengan OCR: halaman {page_ranges(read_pages)}"] if read_pages else []
    lines += [f"lapisan teks OCR dalam berkas: halaman {page_ranges(layer)}"] if layer else []
    return [f"{line}; cocokkan kutipan dengan gambar halamannya" for line in lines]


def run_structure(arguments: Sequence[str]) -> int:
    """The `structure` command."""
    parser = CommandParser("python -m ingest structure", "Struktur berkas; tidak menyimpan apa pun.")
    parser.add_argument("files", nargs="+", metavar="BERKAS")
    parser.add_argument("--json", action="store_true", help="satu objek JSON per baris, satu baris per berkas")
    parser.add_argument("--summary", action="store_true", help="tanpa daftar ketentuan")
    options = parser.parse_args(arguments)
    settings = read_settings()
    paths = [Path(f) for f in options.files]
    files = find_files(paths)
    done: set[Path] = set()
    for path in files:
        for item in _structures(path, settings):
            if isinstance(item, Pemetaan):
                print(as_json(_mapping_shape(item)) if options.json else describe_mapping(item), flush=True)
            else:
                print(as_json(structure_json(item, options.summary)) if options.json else describe(item), flush=True)
            if item.rows if isinstance(item, Pemetaan) else item.provisions:
                done.add(path)
            else:
                print(_nothing_in(item), file=sys.stderr)
    return _exit_code(paths, files, done)


def _mapping_shape(item: Pemetaan) -> dict[str, object]:
    return {"file": item.file, **mapping_json(item)}


def _nothing_in(item: Peraturan | Pemetaan) -> FileProblem:
    """What to tell of a file without anything to keep."""
    return NoMapping(item.file) if isinstance(item, Pemetaan) else NoTextFile(item.file, item.empty_pages)


def _structures(path: Path, settings: Settings) -> Iterator[Peraturan | Pemetaan]:
    """What is understood of a file, or of each file of a ZIP; what can not be read is told."""
    for member in each_file(path, settings):
        try:
            if member.problem is not None:
                raise member.problem
            if takes(member.path):
                yield understand_book(read_workbook(member.path, settings, member.name), settings)
                continue
            yield understand(member.path, settings, name=member.name, scanning=scanning_of(settings, keeps=False))
        except FileProblem as problem:
            print(problem, file=sys.stderr)


def _exit_code(paths: Sequence[Path], files: Sequence[Path], done: set[Path]) -> int:
    """1 where a file that was named directly failed, or all did; a bad one inside a folder or a ZIP is only told."""
    return 1 if not done or any(path in files and path not in done for path in paths) else 0


def _read_all(pipeline: Pipeline, files: Sequence[Path], quiet: bool) -> Iterator[tuple[Path, Outcome]]:
    with tqdm(desc="Halaman", unit="hal", leave=False, disable=quiet, file=sys.stderr) as bar:
        done_before = 0

        def show(name: str, done: int, total: int) -> None:
            bar.set_postfix_str(name[:40], refresh=False)
            bar.total = done_before + total
            bar.update(done_before + done - bar.n)

        for path in files:
            for outcome in pipeline.add(path, show):
                yield path, outcome
                done_before = int(bar.n)


def year(text: str) -> int:
    """A year as it is typed.

    Raises:
        ValueError: it is none.
    """
    if not text.isdecimal() or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise ValueError(text)
    return int(text)


def run_ingest(arguments: Sequence[str]) -> int:
    """Bring files in: exit code 1 where a file named directly fails, or nothing could be read."""
    parser = CommandParser("python -m ingest", "Masukkan dokumen ke Tanya KSD.", USAGE)
    parser.add_argument("paths", nargs="+", metavar="BERKAS-ATAU-FOLDER")
    parser.add_argument("--json", action="store_true", help="hasil sebagai JSON")
    parser.add_argument("--daerah", default="", metavar="NAMA", help="daerah pemetaan, bila berkas tidak menyebutnya")
    parser.add_argument("--tahun", type=year, default=0, metavar="TAHUN", help="tahun pemetaan, begitu pula")
    options = parser.parse_args(arguments)
    settings = read_settings()
    paths = [Path(p) for p in options.paths]
    files = find_files(paths)
    outcomes: list[Outcome] = []
    done: set[Path] = set()
    vectors = 0
    with HomeLock(settings.home):
        _log_to(settings.home)
        catalog = Catalog(settings.catalog_path)
        try:
            add_digests(catalog)
            pipeline = Pipeline(catalog, settings, " ".join(options.daerah.split()), options.tahun)
            for path, outcome in _read_all(pipeline, files, options.json):
                outcomes.append(outcome)
                if outcome.status != "failed":
                    done.add(path)
            vectors = fill(catalog, settings, options.json)
        finally:  # a full disk or a wrong index ends the run; what went in before is told all the same
            catalog.close()
            _print_outcomes(outcomes, vectors, options.json)
    return _exit_code(paths, files, done)


def run_fetch(arguments: Sequence[str]) -> int:
    """Fetch an official copy by name: exit code 1 where it can not be had or is not what was asked for."""
    parser = CommandParser("python -m ingest fetch", "Ambil salinan resmi dari situs yang terdaftar di sumber.toml.")
    parser.add_argument("name", metavar="NAMA", help='misalnya permendagri-22-2020 atau "UU 23/2014"')
    parser.add_argument("--url", default="", metavar="ALAMAT", help="alamat PDF-nya di situs resmi, bila Anda tahu")
    parser.add_argument("--json", action="store_true", help="hasil sebagai JSON")
    options = parser.parse_args(arguments)
    settings = read_settings()
    sources = Sources(read_landings(), read_hosts())
    clean_name(options.name)  # a wrong name is told before a home is made
    vectors = 0
    with (
        HomeLock(settings.home),
        tqdm(desc="Unduh", unit="B", unit_scale=True, leave=False, delay=0.5, disable=options.json) as bar,
    ):

        def show(done: int, total: int) -> None:
            bar.total = total or None
            bar.update(done - bar.n)

        _log_to(settings.home)
        catalog = Catalog(settings.catalog_path)
        try:
            add_digests(catalog)
            outcome = fetch(Pipeline(catalog, settings), sources, options.name, options.url, show)
            vectors = fill(catalog, settings, options.json)
        finally:
            catalog.close()
    _print_outcomes([outcome], vectors, options.json)
    return 1 if outcome.status == "failed" else 0


def _log_to(home: Path) -> None:
    """What nobody foresaw is written to a file of the home folder, with its traceback."""
    logging.getLogger().addHandler(logging.FileHandler(home / LOG, encoding="utf-8", delay=True))


def _outcome_json(outcome: Outcome) -> dict[str, object]:
    shape: dict[str, object] = {"file": outcome.file, "status": outcome.status, "label": outcome.label}
    if outcome.problem:
        shape["problem"] = str(outcome.problem)
    if outcome.peraturan:
        shape.update(structure_json(outcome.peraturan, summary=True))
    if outcome.pemetaan:
        shape.update(mapping_json(outcome.pemetaan, outcome.difference))
    return shape


def _print_outcomes(outcomes: Sequence[Outcome], vectors: int, json_wanted: bool) -> None:
    for outcome in outcomes:
        if outcome.problem:
            print(outcome.problem, file=sys.stderr)
    if json_wanted:
        print(as_json({"files": [_outcome_json(o) for o in outcomes], "vectors": vectors}))
        return
    for outcome in outcomes:
        if outcome.peraturan:
            print(f"[{STATUS_WORDS[outcome.status]}] {describe(outcome.peraturan)}")
        elif outcome.pemetaan:
            said = "menggantikan yang lama" if outcome.status == "replaced" else STATUS_WORDS[outcome.status]
            print(f"[{said}] {describe_mapping(outcome.pemetaan, outcome.difference)}")
        elif outcome.status in ("unchanged", "worse"):
            print(f"[{STATUS_WORDS[outcome.status]}] {outcome.label} ({outcome.file})")
    if vectors:
        print(f"{vectors} vektor baru dibuat.")


def run_status(arguments: Sequence[str]) -> int:
    """What is held."""
    parser = CommandParser("python -m ingest status", "Apa yang tersimpan di Tanya KSD.")
    parser.add_argument("--json", action="store_true", help="sebagai JSON")
    options = parser.parse_args(arguments)
    settings = read_settings()
    with HomeLock(settings.home, shared=True):
        catalog = Catalog(settings.catalog_path)
        held, entries, passages = catalog.held(), catalog.entry_count(), len(catalog.passage_ids())
        mappings = Mappings(catalog).held()
        catalog.close()
    if options.json:
        rows = [
            {"key": h.key, "kind": h.kind, "label": h.label, "judul": h.judul, "file": h.file, "pages": h.pages,
             "ocr_pages": list(h.ocr_pages), "read_pages": list(h.read_pages),
             "missing": list(h.missing), "warnings": list(h.warnings)} for h in held
        ]  # fmt: skip
        print(
            json.dumps(
                {
                    "home": str(settings.home),
                    "documents": rows,
                    "mappings": [held_json(m) for m in mappings],
                    "entries": entries,
                    "passages": passages,
                },
                ensure_ascii=False,
            )
        )
        return 0
    print(f"Folder data: {settings.home}")
    if not held and not mappings:
        print("Belum ada dokumen; jalankan `python -m ingest BERKAS-ATAU-FOLDER`.")
    for item in held:
        kind = "naskah resmi" if item.kind == "naskah" else "ringkasan kami"
        pages = f", {item.pages} halaman" if item.pages else ""
        print(f"- {item.label} ({kind}{pages}): {item.judul} [{item.file}]")
        for line in (*reading_lines(item.ocr_pages, item.read_pages), *(f"Perhatian: {w}" for w in item.warnings)):
            print(f"    {line}")
    for line in (line for mapping in mappings for line in held_lines(mapping)):
        print(line)
    print(
        f"{entries} bagian dapat dicari menurut kata; {passages} potongan dan pertanyaan untuk pencarian menurut makna."
    )
    return 0


def run_reindex(arguments: Sequence[str]) -> int:
    """Fill the vector index anew."""
    CommandParser("python -m ingest reindex", "Isi ulang indeks vektor dari katalog.").parse_args(arguments)
    settings = read_settings()
    with HomeLock(settings.home):
        _log_to(settings.home)
        catalog = Catalog(settings.catalog_path)
        try:
            made = fill(catalog, settings, anew=True)
        finally:
            catalog.close()
    print(f"{made} vektor dibuat.")
    return 0


COMMANDS = {"structure": run_structure, "fetch": run_fetch, "status": run_status, "reindex": run_reindex}


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    logging.getLogger().addHandler(logging.NullHandler())  # no traceback on the screen
    try:
        if given and given[0] in COMMANDS:
            return COMMANDS[given[0]](given[1:])
        return run_ingest(given)
    except TanyaError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nDihentikan; yang sudah masuk tetap tersimpan, jalankan lagi untuk melanjutkan.", file=sys.stderr)
        return 130
    except Exception as error:  # the last net: a sentence, and the traceback in the log
        logger.exception("unexpected error")
        print(
            f"Terjadi kesalahan yang tidak terduga ({type(error).__name__}); yang sudah masuk tetap tersimpan. "
            f"Rinciannya ada di {LOG} dalam folder data; jalankan lagi, atau sampaikan berkas itu kepada pengembang.",
            file=sys.stderr,
        )
        return 1


if __name__ == "__main__":
    sys.exit(main())
