"""The sets of questions, and which documents the home of each holds beside the four core regulations."""

from __future__ import annotations

import tarfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from corpus.errors import TanyaError
from eval.measure import Item, parse_items

FOLDER = Path(__file__).resolve().parent
ARCHIVE = "uu-pp-markdown.tar.xz"  # beside the folder of the core regulations
CORE = ("seen", "sealed")
MORE = ("bare-seen", "bare-sealed", "matriks-seen", "matriks-sealed", "hubungan-seen", "hubungan-sealed")
HOMES: Mapping[str, str] = {  # set -> its home, where that is not the one of the core regulations
    "bare-seen": "bare-seen",
    "bare-sealed": "bare-sealed",
    "hubungan-seen": "hubungan",
    "hubungan-sealed": "hubungan",
}
EXTRA: Mapping[str, Sequence[str]] = {  # home -> its documents: members of the archive, files of the folder "lain"
    "bare-seen": (
        "pp/2016/18.md", "pp/2018/56.md", "uu/2008/14.md", "pp/2019/12.md",
        "lain/permendikbud-2020-003-STANDAR-NASIONAL-PERGURUAN-TINGGI.pdf",
    ),
    "bare-sealed": (
        "pp/2016/18.md", "uu/2014/5.md", "uu/2000/24.md",
        "lain/PERMEN-DAG-2020-050-KETENTUAN-PERIZINAN-USAHA-PERIKLANAN-PEMBINAAN-DAN-PENGAWASAN-PELAKU-USAHA-"
        "DALAM-PERDAGANGAN-MELALUI-SISTEM-ELEKTRONIK.pdf",
    ),
    "hubungan": (
        "uu/2015/9.md", "pp/2016/18.md", "pp/2019/72.md", "uu/2011/12.md", "uu/2019/15.md", "uu/2022/13.md",
    ),
}  # fmt: skip


class DocumentsMissing(TanyaError):
    """A document that the home of a set needs is not beside the core regulations."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} tidak ada di samping folder peraturan inti; tunjukkan folder itu dengan --corpus.",
            f"{name} is not beside the folder of the core regulations; name that folder with --corpus.",
        )


def is_sealed(name: str) -> bool:
    """Whether the questions of a set are set aside: only its totals are shown."""
    return name.endswith("sealed")


def chosen(option: str) -> tuple[str, ...]:
    """The sets that `--set` names."""
    return {"both": CORE, "more": MORE}.get(option, (option,))


def by_home(names: Iterable[str]) -> dict[str, list[str]]:
    """Home -> the sets that are asked there; "" is the home of the core regulations alone."""
    homes: dict[str, list[str]] = {}
    for name in names:
        homes.setdefault(HOMES.get(name, ""), []).append(name)
    return homes


def read_set(name: str) -> list[Item]:
    """The questions of a set."""
    path = FOLDER / f"{name}.jsonl"
    return parse_items(path.read_text(encoding="utf-8"), path.name)


# --- the documents


def unpacked_name(member: str) -> str:
    """What a text of the archive is called as a file, for its name tells the regulation: "pp-18-2016.md"."""
    kind, year, number = member.removesuffix(".md").split("/")
    return f"{kind}-{number}-{year}.md"


def documents(names: Sequence[str], corpus: Path, target: Path) -> list[Path]:
    """The files of documents; texts of the archive are unpacked where they are not yet.

    Args:
        names: as in `EXTRA`.
        corpus: the folder of the core regulations; archive and `lain` are beside it.
        target: where texts of the archive go.

    Raises:
        DocumentsMissing: one is not there.
    """
    files = {name: corpus.parent / name for name in names if name.startswith("lain/")}
    files |= {name: target / unpacked_name(name) for name in names if name not in files}
    wanted = {name for name, path in files.items() if not path.exists() and path.parent == target}
    if wanted:
        unpack(corpus.parent / ARCHIVE, wanted, target)
    for name, path in files.items():
        if not path.is_file():
            raise DocumentsMissing(name)
    return [files[name] for name in names]


def unpack(archive: Path, wanted: Iterable[str], target: Path) -> None:
    """Write texts of the archive as files; it is read once, some seconds.

    Raises:
        DocumentsMissing: the archive is not there.
    """
    left = set(wanted)
    target.mkdir(parents=True, exist_ok=True)
    try:
        with tarfile.open(archive) as tar:
            for member in tar:
                name = member.name.removeprefix("./")
                source = tar.extractfile(member) if name in left else None
                if source is not None:
                    (target / unpacked_name(name)).write_bytes(source.read())
                    left.remove(name)
                if not left:
                    return
    except FileNotFoundError as error:
        raise DocumentsMissing(archive.name) from error
