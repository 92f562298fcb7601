"""Compare the wheel and the sdist in a folder with what git has: they must hold all of it, and nothing else.

python .ci/contents.py FOLDER
"""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

WHEEL = ["embeds"]
SDIST = [
    "embeds",
    "tests",
    "cassettes",
    "README.md",
    "CHANGELOG.md",
    "CITATION.cff",
    "LICENSE",
    "pyproject.toml",
    ".gitignore",
]


def tracked(paths: list[str]) -> set[str]:
    """Return the files of these paths that git has."""
    listed = subprocess.run(["git", "ls-files", "-z", *paths], check=True, capture_output=True, text=True).stdout
    return set(listed.split("\0")[:-1])


def differs(archive: Path, found: set[str], wanted: set[str]) -> bool:
    """Print which files an archive lacks and which it should not have; return whether there are any."""
    print(f"{archive.name}: {len(found)} files, missing {sorted(wanted - found)}, too many {sorted(found - wanted)}")
    return found != wanted


def main(folder: Path) -> int:
    """Return 1 if one of the two differs."""
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    built = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    with tarfile.open(sdist) as archive:
        source = {member.name.split("/", 1)[1] for member in archive.getmembers() if member.isfile()}
    both = [differs(wheel, built, tracked(WHEEL)), differs(sdist, source - {"PKG-INFO"}, tracked(SDIST))]
    return 1 if any(both) else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
