"""Opens what we export with the programs of an office: LibreOffice and a PDF reader; prints a table, a row a file.

    python -m tests.proofs.office [FOLDER]

Needs `soffice` (libreoffice-calc) and `pdfinfo`, `pdftotext` (poppler-utils). Ends with 1 when one of them complains,
a page is no single A4, or has no real text.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

HOUSE = Path(__file__).parents[2]
DAY = date(2026, 11, 20)
MONTH = f"{DAY:%Y-%m}"
A4 = re.compile(r"Page size:\s+(59[45](\.\d+)?) x (84[12](\.\d+)?) pts \(A4\)")
HARMLESS = re.compile(r"javaldx|Fontconfig|^\s*$|^convert .* -> ")
"""What LibreOffice says of its own installation, and of each file that it converts."""
TEXTS = {f"pulsvegg-{DAY}.pdf": ("Response rate", "20 November 2026", "Time zone Europe/Oslo"),
         f"pulsvegg-{MONTH}.pdf": ("Response rate, day by day", "November 2026", "Beside others")}  # fmt: skip


def main(arguments: list[str]) -> int:
    if missing := [name for name in ("soffice", "pdfinfo", "pdftotext") if not shutil.which(name)]:
        print(f"skipped: {', '.join(missing)} are not installed")
        return 0
    with tempfile.TemporaryDirectory(dir=arguments[0] if arguments else None) as folder:
        files = _exported(Path(folder))
        failed = 0
        for file in files:
            wrong = list(_pdf(file) if file.suffix == ".pdf" else _sheet(file, Path(folder)))
            failed += bool(wrong)
            print(f"{file.name:44} {'; '.join(wrong) or 'opens without a warning'}", flush=True)
    print(f"{len(files)} files, {failed} faults")
    return 1 if failed or len(files) < len(TEXTS) + 3 else 0


def _exported(folder: Path) -> list[Path]:
    """The files of a demo's day and month, in English."""
    settings = folder / "settings.toml"
    settings.write_text('[desk]\nlanguage = "en"\n[team]\nshow_names = true\n')
    for command in (
        ("snapshot", "--demo", "calm", "--date", str(DAY), "--format", "pdf,xlsx,csv"),
        ("report", "--demo", "calm", "--month", MONTH),
    ):
        whole = [
            sys.executable,
            "main.py",
            "--settings",
            str(settings),
            *command,
            "--out",
            str(folder / "out"),
        ]
        subprocess.run(whole, cwd=HOUSE, check=True, stdout=subprocess.DEVNULL, timeout=300)
    return sorted(file for file in (folder / "out").rglob("*") if file.is_file())


def _sheet(file: Path, folder: Path) -> Iterator[str]:
    """What LibreOffice says when it makes a PDF of a workbook or a table, in a profile of its own."""
    out = folder / "converted"
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(out), str(file)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    yield from (line for line in (done.stdout + done.stderr).splitlines() if not HARMLESS.search(line))
    made = out / f"{file.stem}.pdf"
    if done.returncode or not made.exists():
        yield f"was not converted ({done.returncode})"
        return
    if len(_said("pdftotext", str(made), "-").split()) < 3:
        yield "came out empty"
    made.unlink()


def _pdf(file: Path) -> Iterator[str]:
    """What is wrong with a page of ours."""
    about = _said("pdfinfo", str(file))
    if not re.search(r"^Pages:\s+1$", about, re.MULTILINE):
        yield "is not one page"
    if not A4.search(about):
        yield "is no A4"
    text = " ".join(_said("pdftotext", "-layout", str(file), "-").split())
    yield from (f"does not say {wanted!r}" for wanted in TEXTS[file.name] if wanted not in text)


def _said(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.replace("\N{NO-BREAK SPACE}", " ") + done.stderr


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
