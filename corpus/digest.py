"""The digests: one Markdown file a regulation, in our own words -> Peraturan of kind "ringkasan"."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from corpus.models import Ketentuan, Part, Peraturan, Question, Unit

FOLDER = Path(__file__).parent / "peraturan"

ENTRY = re.compile(r"#### (?:Pasal (?P<pasal>\w+)|Lampiran (?P<lampiran>\w+)): (?P<title>.+)")
BANK_ENTRY = re.compile(r"#### (?:Pasal (?P<pasal>\w+)|Lampiran (?P<form>\w+))")
HEADING = re.compile(r"(?P<marks>#{2,4}) (?P<text>(?:BAB|LAMPIRAN|Bagian|Paragraf)\b.*)")
MARKER = re.compile(r"(?:\((?P<ayat>\d+[a-z]?)\)|(?P<huruf>[a-z]{1,2})\.|(?P<angka>\d+)\.)\s+(?P<text>.+)")
TARGET = re.compile(r"\[(?P<what>[^\]]+)\]\s*(?P<text>.+)")
FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)

Order = Literal["huruf", "angka"]
Section = Literal["id", "en", "questions"]


@dataclass
class _Entry:
    """One Pasal (or form) while it is being read."""

    unit: Unit
    title: str
    heading: tuple[str, ...]
    title_en: str = ""
    section: Section = "id"
    lines: dict[Section, list[str]] = field(default_factory=lambda: {"id": [], "en": [], "questions": []})


def _front_matter(text: str) -> dict[str, str]:
    match = FRONT.match(text)
    pairs = (line.split(":", 1) for line in (match[1].splitlines() if match else []) if ":" in line)
    return {name.strip(): value.strip().strip('"') for name, value in pairs}


def _entries(text: str) -> list[_Entry]:
    found: list[_Entry] = []
    heading: dict[int, str] = {}
    part: Part = "batang tubuh"
    for raw in text.splitlines():
        line = raw.strip()
        head = HEADING.fullmatch(line)
        entry = ENTRY.fullmatch(line)
        if entry:
            unit = Unit(part, entry["pasal"], huruf=entry["lampiran"])
            found.append(_Entry(unit, entry["title"].strip(), tuple(heading[k] for k in sorted(heading))))
        elif head:
            depth = len(head["marks"])
            part = "lampiran" if head["text"].startswith("LAMPIRAN") else "batang tubuh"
            heading = {k: v for k, v in heading.items() if k < depth} | {depth: head["text"]}
        elif found and line:
            current = found[-1]
            if line.startswith("##### English"):
                current.section, current.title_en = "en", line.partition(":")[2].strip()
            elif line.startswith("##### Pertanyaan"):
                current.section = "questions"
            else:
                current.lines[current.section].append(line)
    return found


def _walk(lines: list[str], base: Unit) -> tuple[list[tuple[Unit, str]], Order, str]:
    """(unit, text) of each marked line, in order; which list is outer; and the note ("> …")."""
    found: list[tuple[Unit, str]] = []
    order: Order | None = None
    unit = base
    for line in lines:
        match = MARKER.fullmatch(line)
        if line.startswith(">"):
            continue
        if match is None:
            if found and found[-1][0] == unit:
                found[-1] = (unit, f"{found[-1][1]} {line}")
            else:
                found.append((unit, line))
            continue
        if match["ayat"]:
            unit, order = replace(base, ayat=match["ayat"]), None
        elif match["huruf"]:
            order = order or "huruf"
            unit = replace(unit, huruf=match["huruf"], angka=unit.angka if order == "angka" else None)
        else:
            order = order or "angka"
            unit = replace(unit, angka=match["angka"], huruf=unit.huruf if order == "huruf" else None)
        found.append((unit, match["text"].strip()))
    note = " ".join(_plain(line) for line in lines if line.startswith(">"))
    return found, order or "huruf", re.sub(r"^(?:Catatan|Note):\s*", "", note)


def _merge(pairs: list[tuple[Unit, str]]) -> dict[Unit, str]:
    merged: dict[Unit, str] = {}
    for unit, text in pairs:
        merged[unit] = f"{merged[unit]} {text}" if unit in merged else text
    return merged


def _provisions(entry: _Entry) -> list[Ketentuan]:
    if entry.unit.part == "lampiran":
        texts = {section: "\n".join(_plain(line) for line in entry.lines[section]) for section in ("id", "en")}
        return [
            Ketentuan(
                entry.unit,
                entry.heading,
                texts["id"],
                None,
                title=entry.title,
                text_en=texts["en"],
                title_en=entry.title_en,
            )
        ]
    indonesian, order, note = _walk(entry.lines["id"], entry.unit)
    english, _, note_en = _walk(entry.lines["en"], entry.unit)
    in_english = _merge(english)
    found = [
        Ketentuan(
            unit, entry.heading, text, None, title=entry.title, title_en=entry.title_en, order=order,
            text_en=in_english.get(unit, ""),
        )
        for unit, text in _merge(indonesian).items()
    ]  # fmt: skip
    return [replace(found[0], note=note, note_en=note_en), *found[1:]] if found else []


def _plain(line: str) -> str:
    return line.lstrip("> ").strip()


def _questions(entry: _Entry) -> list[Question]:
    found: list[Question] = []
    for line in entry.lines["questions"]:
        text = line.lstrip("- ").strip()
        unit = entry.unit
        target = TARGET.fullmatch(text)
        if target:
            text = target["text"]
            unit = _target_unit(entry.unit, target["what"])
        found.append(Question(unit, text))
    return found


def _target_unit(base: Unit, what: str) -> Unit:
    """What a mark names: "3" is ayat 3; or "angka 5"; "huruf b"; "3 huruf a"."""
    if base.part == "lampiran":
        return base  # a form is held whole, by its name
    words = re.findall(r"angka|huruf|ayat|\w+", what.strip("()"))
    unit, level = base, "ayat"
    for word in words:
        if word in ("angka", "huruf", "ayat"):
            level = word
        elif re.fullmatch(r"\d+[a-z]?|[a-z]{1,2}", word):
            unit = replace(unit, **{level: word})
    return unit


def parse_digest(text: str, file: str) -> Peraturan:
    """Read one digest.

    Args:
        text: the Markdown.
        file: its file name.
    """
    front = _front_matter(text)
    entries = _entries(FRONT.sub("", text))
    return Peraturan(
        file=file, jenis=front.get("jenis", "Dokumen"), nomor=front.get("nomor", ""),
        tahun=int(front.get("tahun", "0") or 0), judul=front.get("judul", ""), judul_en=front.get("judul_en", ""),
        kind="ringkasan",
        provisions=tuple(p for entry in entries for p in _provisions(entry)),
        questions=tuple(q for entry in entries for q in _questions(entry)),
    )  # fmt: skip


BANK = ".tanya.md"  # beside a digest: more everyday questions, each led to its unit


def read_digest(path: Path) -> tuple[Peraturan, str]:
    """A digest with the bank of questions beside it, and the hash of both."""
    text = path.read_text(encoding="utf-8")
    beside = path.with_name(path.stem + BANK)
    bank = beside.read_text(encoding="utf-8") if beside.exists() else ""
    item = parse_digest(text, path.name)
    sha = hashlib.sha256(f"{text}\0{bank}".encode()).hexdigest()
    return replace(item, questions=(*item.questions, *parse_bank(bank))), sha


def parse_bank(text: str) -> list[Question]:
    """Questions under "#### Pasal 5" or "#### Lampiran A1" lines: "- [3] Bentuknya apa?"."""
    found: list[Question] = []
    unit: Unit | None = None
    for line in (raw.strip() for raw in text.splitlines()):
        head = BANK_ENTRY.match(line)
        if head:
            unit = Unit("lampiran", huruf=head["form"]) if head["form"] else Unit("batang tubuh", head["pasal"])
        elif unit is not None and line.startswith("- "):
            target = TARGET.fullmatch(line[2:].strip())
            place = _target_unit(unit, target["what"]) if target else unit
            found.append(Question(place, target["text"] if target else line[2:].strip()))
    return found


def digest_files(folder: Path = FOLDER) -> list[Path]:
    """The digests that ship, in order of name."""
    return sorted(path for path in folder.glob("*.md") if not path.name.endswith(BANK))
