"""`make requirements`: each requirement with the tests that claim to prove it."""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LISTED = re.compile(r"^- \*\*([A-Z]\d+)\*\* (.*)$")


def listed() -> dict[str, str]:
    """Return ID → sentence of docs/requirements.md."""
    lines = (ROOT / "docs" / "requirements.md").read_text(encoding="utf-8").splitlines()
    return {match[1]: match[2] for line in lines if (match := LISTED.match(line))}


def claims() -> dict[str, list[str]]:
    """Return ID → tests marked with it, as path::name."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        module = ast.parse(path.read_text(encoding="utf-8"))
        everywhere = _ids(node.value for node in module.body if isinstance(node, ast.Assign))
        for node in module.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for key in everywhere | _ids(node.decorator_list):
                    found[key].append(f"{path.relative_to(ROOT)}::{node.name}")
    return found


def _ids(expressions: Iterable[ast.expr]) -> set[str]:
    return {
        str(argument.value)
        for expression in expressions
        for call in ast.walk(expression)
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("mark.req")
        for argument in call.args
        if isinstance(argument, ast.Constant)
    }


def main() -> int:
    """Print the list; 1 if a test claims a requirement that is not listed."""
    wanted, proofs = listed(), claims()
    for key, sentence in wanted.items():
        print(f"{key:4} {sentence}")
        for proof in proofs.get(key, ["(no test yet)"]):
            print(f"       {proof}")
    unknown = sorted(set(proofs) - set(wanted))
    print(f"\n{len(set(proofs) & set(wanted))} of {len(wanted)} requirements have a test.")
    if unknown:
        print(f"Claimed but not listed: {', '.join(unknown)}")
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
