"""Write the pages of docs/reference from the clinical core, or with --check say which are out of date."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from glidepath_clinical.evidence import CITATIONS, MARKS
from glidepath_clinical.interactions import CLASSES, COMBINATIONS
from glidepath_clinical.medicines import DATA_VERSION, Product, formulary
from glidepath_clinical.protocol import Limits
from glidepath_clinical.red_flags import RULES, header
from glidepath_clinical.scales import SCALES
from glidepath_clinical.tapering import Pace, frameworks

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts.hazard_marks import proofs

FOLDER = ROOT / "docs" / "reference"
WRITTEN = "Written by `make docs` from the code; change it there."


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table; empty cells get a dash."""
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *(list(row) for row in rows)]
    return "\n".join(f"| {' | '.join(cell(value) for value in line)} |" for line in lines)


def cell(value: object) -> str:
    """One cell: no line breaks, no bars, never empty."""
    return " ".join(str(value if value is not None else "").replace("|", "/").split()) or "-"


def limits_page() -> str:
    """Every threshold."""
    rows = [
        (
            f"`{limit.name}`",
            limit.value,
            limit.unit,
            limit.meaning,
            f"{limit.lowest} to {limit.highest}",
            limit.cite,
            limit.mark,
        )
        for limit in Limits().describe()
    ]
    return table(("name", "default", "unit", "meaning", "a site may set", "source", "mark"), rows)


def red_flags_page() -> str:
    """Every rule with its When and Then."""
    parts = []
    for rule in RULES:
        said = header(rule)
        sources = ", ".join(f"`{key}`" for key in rule.CITES)
        cases = f"[cases](../../clinical/specs/red_flags/{rule.ID}.md)"
        parts.append(
            f"## `{rule.ID}`\n\n{said.title}\n\n**When** {said.when}\n\n**Then** {said.then}\n\n{sources} · {cases}"
        )
    return "\n\n".join(parts)


def interactions_page() -> str:
    """Every combination with its source and mark, then every class with the mark of each member."""
    rows = [
        (row.id, row.title, row.facts["severity"], row.facts["effect"], row.facts["source"], CITATIONS[row.cite].mark)
        for row in COMBINATIONS
    ]
    classes = [
        (f"`{one.key}`", one.words, ", ".join(sorted(one.seen)), one.source, ", ".join(sorted(one.from_memory)))
        for one in CLASSES.values()
    ]
    combinations = table(("id", "combination", "severity", "effect", "source", "mark"), rows)
    members = table(("class", "in words", "members seen in the source", "source", "members from memory (M)"), classes)
    cases = "Cases: [clinical/specs/interactions](../../clinical/specs/interactions/README.md)."
    return f"{cases}\n\n{combinations}\n\n## Classes\n\n{members}"


def scales_page() -> str:
    """Every questionnaire with its terms."""
    rows = [
        (
            f"`{scale.id}`",
            scale.title,
            len(scale.items),
            f"{scale.scoring.value}, to {scale.highest}",
            scale.recall,
            scale.completed_by,
            ", ".join(scale.languages()),
            f"{scale.licence.holder}: {scale.licence.terms} ({scale.licence.mark})",
        )
        for scale in SCALES
    ]
    return table(("id", "title", "items", "score", "recall", "answered by", "languages", "licence"), rows)


def frameworks_page() -> str:
    """Every published way to taper."""
    parts = []
    for one in frameworks():
        facts = [
            ("version", one.version),
            ("for", one.population),
            ("classes of medicine", ", ".join(one.classes)),
            ("published range", one.published_range),
            ("basis", f"{one.basis.value}. {one.basis_note}"),
            *_pace_facts(one.pace),
            ("follow-up", one.follow_up),
            ("in person", one.in_person),
            ("needed before the start", ", ".join(one.requires) or "nothing more"),
            ("source", f"`{one.cite}` ({one.mark})"),
        ]
        parts.append(f"## `{one.id}`: {one.name}\n\n{one.summary}\n\n{table(('what', 'text'), facts)}")
    return "\n\n".join(parts)


def _pace_facts(pace: Pace) -> Iterator[tuple[str, str]]:
    """The exact numbers that the engine works with; shares are fractions and never rounded."""
    yield "aims at", f"{pace.rate.target} of the dose"
    yield "never more than", f"{pace.rate.cap} of the dose in one step"
    if pace.first is not None:
        yield "the first step", f"aims at {pace.first.target}, never more than {pace.first.cap}"
    if pace.tail is not None:
        border, rate = pace.tail.share_of_original, pace.tail.rate
        yield "at low doses", f"from {border} of the original on {rate.cap} of the {rate.basis.value} dose"
    yield "a step every", f"{pace.every_days} days"
    if pace.terminal_days:
        days = ", ".join(f"{days} days with {place} a day" for place, days in enumerate(pace.terminal_days, 1))
        yield "the last doses", days


def formulary_page() -> str:
    """Every product with what is known of it, and how well."""
    rows = [
        (
            product.name,
            product.medicine_class,
            f"{_strengths(product)} {product.unit.value}",
            "yes" if product.splittable else "no",
            product.usual_interval_h,
            product.max_daily or "",
            product.mme_factor,
            product.rxnorm_ingredient or "",
            " ".join(f"{name} {mark}" for name, mark in product.marks.items()),
            product.note,
        )
        for product in formulary()
    ]
    heads = (
        "product", "class", "strengths", "may be split", "hours", "at most a day", "MME factor (CDC 2022)",
        "RxNorm ingredient", "marks", "note",
    )  # fmt: skip
    about = "Marks: V verified in a source, M from memory and to be confirmed by the site's pharmacist."
    sources = "\n".join(f"- {text}" for text in dict.fromkeys(row.source for row in formulary() if row.source))
    return f"Data version {DATA_VERSION}. {about}\n\n{table(heads, rows)}\n\nSources of the rows:\n\n{sources}"


def _strengths(product: Product) -> str:
    pairs = [f"{pair.main.text}/{pair.partner_amount.text}" for pair in product.combined]
    return ", ".join(pairs or [strength.text for strength in product.strengths])


def hazards_page() -> str:
    """Every hazard with its control, the release it is due in, and the test files that prove it."""
    known = proofs(ROOT)
    with (ROOT / "docs" / "safety" / "hazards.csv").open(encoding="utf-8", newline="") as log:
        rows = [
            (row["id"], row["hazard"], row["control"], row["due_release"], files_of(known.get(row["id"], [])))
            for row in csv.DictReader(log)
        ]
    return table(("id", "hazard", "control", "due in", "proved by"), rows)


def files_of(tests: Iterable[str]) -> str:
    """The files of these tests, each once."""
    return ", ".join(f"`{name}`" for name in sorted({test.split("::")[0] for test in tests}))


def sources_page() -> str:
    """Every source with its mark."""
    marks = table(("mark", "meaning"), MARKS.items())
    rows = [(f"`{one.key}`", one.title, one.year, one.mark, one.seen_in, one.url) for one in CITATIONS.values()]
    return f"{marks}\n\n{table(('key', 'title', 'year', 'mark', 'seen in', 'address'), rows)}"


PAGES: Mapping[str, tuple[str, Callable[[], str]]] = {
    "limits": ("Limits", limits_page),
    "red_flags": ("Red flags", red_flags_page),
    "interactions": ("Combinations of medicines", interactions_page),
    "scales": ("Scales", scales_page),
    "frameworks": ("Frameworks", frameworks_page),
    "formulary": ("Formulary", formulary_page),
    "sources": ("Sources", sources_page),
    "hazards": ("Hazard log", hazards_page),
}


def page(name: str) -> str:
    """The whole text of one page."""
    title, body = PAGES[name]
    return f"# {title}\n\n{WRITTEN}\n\n{body()}\n"


def main(words: list[str]) -> int:
    """Write the pages, or with --check only compare them."""
    stale = []
    for name in PAGES:
        file, text = FOLDER / f"{name}.md", page(name)
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in words:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"docs/reference/{name}.md " + ("is out of date: run make docs" if "--check" in words else "written"))
    return 1 if stale and "--check" in words else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
