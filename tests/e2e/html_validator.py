"""html-validate over pages as the server sent them: the rules of HTML, not of anybody's taste."""

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VALIDATOR = ROOT / "node_modules" / ".bin" / "html-validate"
RULES = Path(__file__).parent / "html_validate.json"


def problems(pages: Mapping[str, str], folder: Path) -> list[str]:
    """Return "address: rule, what is wrong, where" of every error in {address: HTML}.

    `folder` is an empty one for the files. AssertionError if the validator cannot be run.
    """
    assert VALIDATOR.exists(), "html-validate is missing: run `npm ci`"
    addresses = {}
    for number, (address, html) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_text(html)
        addresses[file.name] = address
    path = f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    command = [str(VALIDATOR), "--config", str(RULES), "--formatter", "json", str(folder)]
    run = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"PATH": path}
    )
    assert run.returncode in (0, 1), run.stderr
    return [
        f"{addresses[Path(row['filePath']).name]}:{one['line']}: {one['ruleId']}, {one['message']}"
        for row in json.loads(run.stdout)
        for one in row["messages"]
    ]
