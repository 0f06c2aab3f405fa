"""Whether the tests notice when the solver or the checker is changed: one small change at a time, thousands of them.

Each change (a mutant) is made by mutmut in a copy under var/mutation; the core's quick taper tests run against it.
A mutant that no test notices survives. What is done is kept: a run that was stopped goes on where it was, a changed
function is tried anew, and new tests are tried on the survivors. Delete var/mutation to begin from nothing.
`python -m bench.mutation` shows the survivors; with one that cannot be noticed stands the reason from EQUIVALENT. They
count as survivors all the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "var" / "mutation"
CORE = ROOT / "clinical"
EQUIVALENT = {
    r"strict=(None|False)|strict=True\)$": "zipped rows are equally long by construction; strict stops a slip",
    r"max\(problem.lowest_after\(daily\), (1|problem.goal, (2|))\)": "below the goal nothing reaches the goal",
    r"problem.limit or 1": "only a problem with a limit comes here",
    r"_rank\(day\) <= _rank": "of two days of the same rank either is right",
    r"key=None|key=lambda row: row\[:4\]|min\(found, \)": "the day itself only decides between equals",
    r"for place in range\(len\(self.coins\)\)": "the same units in another order; they are counted by strength",
    r"\(dose == 0\) or True": "a dose that cannot be made is never asked for",
    r"Fraction\(1\), None\), wish.every_days|_rate\(wish, wish.basis, None, None\)": "an own pace always says its size",
    r"default=Fraction\(1\)|values\(\), \) \* parts": "a plan lowers a medicine that is taken",
    r"rest \| -rest": "minus the lowest bit has as many binary digits as the lowest bit",
}
"""Mutants that no test can notice: a pattern of the changed line, and why."""
WANTED = 90
TAPERING = "glidepath_clinical/tapering"
WHAT_COMPUTES = (
    "agreed_pace ceilings choice course dates easing goal intervals ladder limits load lookahead "
    "packing packing_within_limit pace problem solver supply timeline"
)
FILES = {
    "solver": tuple(f"{TAPERING}/{name}.py" for name in WHAT_COMPUTES.split()),
    "certificate": (f"{TAPERING}/certificate/*.py",),
}
PARTS = tuple(FILES)
NAIVE = "against_naive_solver.py::test_both_solvers"
SAME_DOSES = f"{NAIVE}_give_the_same_doses_and_the_same_units"
TESTS = {
    "solver": (
        *("small_problems", "change", "change_going_on", "dates", "goals_and_paces", "refusals", "requests"),
        *("several_medicines", "site_frameworks", "spec_pages", "words_of_refusals"),
        *(f"{SAME_DOSES}[{name}]" for name in ("oxycodone tablet", "hydrocodone/acetaminophen tablet")),
        *(f"{SAME_DOSES}[{name}]" for name in ("lorazepam oral solution", "fentanyl transdermal system 72 h")),
        *(f"{NAIVE}_agree_on_the_frameworks_with_two_rates[{seed}]" for seed in (1, 2, 4)),
    ),
    "certificate": ("certificate", "certificate_page", "certificate_parts"),
}
"""Quick tests of steps, doses, dates and the certificate: a mutant must die in well under a second."""
BATCH, NICE, MOST_MEMORY, LISTED = 200, "2", 2 << 30, "\n    "
DOUBTED = "doubted.json"
NOTICED = {1, 3, 24, 36, 152, 255, -24}
"""A failing test, or time that ran out: exit codes of mutmut's workers."""


def figures(*parts: str) -> Iterator[Figure]:
    """The score of every file and of each part."""
    for part in parts or PARTS:
        run(part)
        yield from scores(part)


def run(part: str) -> None:
    """Try every mutant of this part that has no verdict yet, in batches drawn at random: a fair sample at any time."""
    folder = WORK / part
    prepare(folder, part)
    mutmut(folder, *(drawn(part) or ["*__mutmut_1"]))  # makes the mutants, or those of changed functions anew
    while names := drawn(part):
        mutmut(folder, *names)


def drawn(part: str) -> list[str]:
    """Some mutants that have no verdict: first those that survived other tests, so that no score leaves them out."""
    left = sorted(name for codes in verdicts(part).values() for name, code in codes.items() if code is None)
    doubted = WORK / part / DOUBTED
    first = set(json.loads(doubted.read_text()) if doubted.is_file() else ()) & set(left)
    return random.Random(len(left)).sample(sorted(first) or left, k=min(BATCH, len(first or left)))


def mutmut(folder: Path, *names: str) -> None:
    """Run mutmut on these mutants; its own words go to standard error."""
    program = Path(sys.executable).with_name("mutmut")
    command = ["nice", "-n", NICE, str(program), "run", "--max-children", str(os.cpu_count() or 1), *names]
    known = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # each mutant starts pytest anew
    subprocess.run(command, cwd=folder, env=known, check=True, stdout=sys.stderr, preexec_fn=small)


def small() -> None:
    """A mutant that never ends must not fill the memory before its time is up."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def prepare(folder: Path, part: str) -> None:
    """Lay out the folder in which mutmut works, and forget what changed tests may decide otherwise."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("glidepath_clinical", "tests", "specs", "pyproject.toml"):
        if not (folder / name).is_symlink():
            (folder / name).symlink_to(CORE / name)
    tests = chosen_tests(part)
    (folder / "setup.cfg").write_text(settings(FILES[part], tests), encoding="utf-8")
    digest = hashlib.sha256("".join(map(str, tests)).encode())
    for file in sorted(CORE.glob("tests/**/*.py")):
        digest.update(file.read_bytes())
    noted = folder / "tests.sha256"
    if not noted.is_file() or noted.read_text() != digest.hexdigest():
        forget(folder / "mutants")
        noted.write_text(digest.hexdigest())


def chosen_tests(part: str) -> list[str]:
    """The tests that are run against every mutant of a part, as pytest names them."""
    names = [name if "::" in name else f"{name}.py" for name in TESTS[part]]
    return [f"tests/tapering/test_{name}" for name in names]


def settings(files: tuple[str, ...], tests: list[str]) -> str:
    """The settings of mutmut for one part."""
    plugins = ("cacheprovider", "logging", "unraisableexception", "threadexception", "faulthandler")
    words = {
        "source_paths": ["glidepath_clinical"],
        "only_mutate": list(files),
        "also_copy": ["specs"],
        "pytest_add_cli_args_test_selection": tests,
        "pytest_add_cli_args": ["--assert=plain", *(word for name in plugins for word in ("-p", f"no:{name}"))],
        "track_dependencies": "false",
        "use_git_change_detection": "false",
        "timeout_constant": "2",
        "timeout_multiplier": "6",
    }
    lines = (
        f"{name} = {value if isinstance(value, str) else LISTED.join(['', *value])}" for name, value in words.items()
    )
    return "\n".join(["[mutmut]", *lines, ""])


def forget(mutants: Path) -> None:
    """Which test reaches what, and the verdict of every mutant that was not noticed; note which those were."""
    (mutants / "mutmut-stats.json").unlink(missing_ok=True)
    doubted: list[str] = []
    for file in mutants.glob("**/*.meta"):
        known = json.loads(file.read_text())
        codes = known["exit_code_by_key"]
        doubted += [name for name, code in codes.items() if code is not None and code not in NOTICED]
        known["exit_code_by_key"] = {name: code if code in NOTICED else None for name, code in codes.items()}
        file.write_text(json.dumps(known, indent=4))
    (mutants.parent / DOUBTED).write_text(json.dumps(doubted))


def verdicts(part: str) -> dict[str, dict[str, int | None]]:
    """The exit code of every mutant, by file."""
    mutants = WORK / part / "mutants"
    found = {}
    for file in sorted(mutants.glob("**/*.meta")):
        codes = json.loads(file.read_text())["exit_code_by_key"]
        if codes:
            found[str(file.relative_to(mutants / TAPERING)).removesuffix(".meta")] = codes
    return found


def scores(part: str) -> Iterator[Figure]:
    """One row for each file, and one for the part."""
    total: Counter[str] = Counter()
    for file, codes in verdicts(part).items():
        one = Counter(
            "open" if code is None else "noticed" if code in NOTICED else "survived" for code in codes.values()
        )
        yield figure(file, one)
        total += one
    yield figure(f"all of the {part}, {WANTED} % wanted", total)


def figure(what: str, counted: Counter[str]) -> Figure:
    """The share of the mutants tried so far that a test notices, and how many are not tried yet."""
    tried = counted["noticed"] + counted["survived"]
    share = f"{100 * counted['noticed'] / tried:.1f} %" if tried else "not tried"
    beside = f"{counted['noticed']:,} of {tried:,} mutants noticed"
    if counted["open"]:
        beside += f"; {counted['open']:,} not tried yet"
    return Figure(f"mutation score, {what}", share, beside)


def survivors(part: str) -> Iterator[str]:
    """Every mutant that no test noticed, as the lines that it changes."""
    for codes in verdicts(part).values():
        for name in (name for name, code in codes.items() if code is not None and code not in NOTICED):
            program = Path(sys.executable).with_name("mutmut")
            shown = subprocess.run([program, "show", name], cwd=WORK / part, capture_output=True, text=True, check=True)
            lines = [line for line in shown.stdout.splitlines() if line[:1] in "+-" and line[:3] not in ("---", "+++")]
            reasons = (
                why for pattern, why in EQUIVALENT.items() if any(re.search(pattern, line) for line in lines[1:])
            )
            yield "\n".join([name, *lines, *(f"cannot be noticed: {why}" for why in reasons)])


if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        print("\n\n".join(survivors(part)))
