#!/usr/bin/env python3
"""Holds the includes of core/ and tools/ to the layers of the map: no upward include, no third-party header outside its home.

Prints a line per offence (file:line: what) and ends with 1 if there is any.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# What each folder may include of ours.
USES = {
    "base": set(),
    "sdk": set(),
    "expression": {"base"},
    "metric": set(),
    "statistics": {"base"},
    "search": {"base", "statistics"},
    "study": {"base", "metric", "search"},
    "plugin": {"base", "sdk"},
    "conformance": {"base", "sdk", "plugin"},
    "data": {"base"},
    "reference": {"base", "study", "plugin", "data"},
    "foreign": {"base", "study", "plugin"},
    "nn": {"base", "sdk", "metric", "plugin", "data"},
    "store": {"base", "metric", "study"},
    "code": {"base", "metric", "study", "plugin", "data", "nn"},
    "plan": {"base", "metric", "study", "plugin", "data", "nn", "store", "code"},
    "worker": {"base", "metric", "plugin", "data", "nn", "store", "code"},
    "run": {"base", "sdk", "metric", "study", "plugin", "data", "nn", "store", "code", "plan", "worker"},
    "cluster": {"base", "metric", "study", "plugin", "data", "nn", "store", "code", "plan", "worker", "run"},
    "predict": {"base", "metric", "study", "plugin", "data", "nn", "store", "code", "plan", "worker", "run"},
    "inspect": {"base", "study", "plugin", "data", "nn", "store", "code", "plan"},
    "judge": {"base", "statistics", "metric", "study", "store"},
    "report": {"base", "metric", "study", "store", "judge"},
}
TOOL_USES = set(USES)

# Where a third-party header may be named: a folder of core/ or single files, relative to the root.
HOMES = {
    r"yaml-cpp/": ["core/study/yaml.cpp"],
    r"boost/dll": ["core/plugin/library.cpp"],
    r"SQLiteCpp/|sqlite3\.h": ["core/store/sqlite/"],
    r"gnuplot-iostream": ["core/report/gnuplot/gnuplot.cpp"],
    r"hdf5|H5": ["core/base/hdf5_handle.hpp", "tests/data/hdf5_files.hpp"],
    r"CLI/": ["tools/ice/"],
    r"nlohmann/": ["core/base/value.hpp"],
    r"openssl/": ["core/base/hash.cpp"],
    r"zlib\.h": ["core/base/hash.cpp", "core/data/"],
    r"armadillo": ["core/sdk/", "core/plugin/", "core/conformance/", "core/data/", "core/nn/", "core/inspect/", "core/predict/", "core/search/", "core/run/environment.cpp", "tools/bench/"],
    r"boost/math": ["core/judge/", "core/search/"],
    r"boost/random": ["core/search/sobol.cpp"],
    r"benchmark/": ["tools/bench/"],
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def offence(path: str, quote: str, header: str, uses: set) -> str:
    """Why this include is not allowed, or an empty text."""
    for pattern, homes in HOMES.items():
        if re.match(pattern, header):
            return "" if any(path.startswith(home) for home in homes) else f"{header} belongs in {', '.join(homes)}"
    folder = header.split("/")[0]
    if quote == "<" and header.startswith("ice/"):
        return "" if "sdk" in uses else "the SDK is not for this layer"
    if quote == '"' and folder in USES and folder not in uses:
        return f"{header} is above or beside this layer"
    return ""


def main() -> int:
    count = 0
    for source in sorted([*ROOT.glob("core/*/**/*"), *ROOT.glob("tools/**/*")]):
        if source.suffix not in {".cpp", ".hpp", ".h"}:
            continue
        path = source.relative_to(ROOT).as_posix()
        layer = path.split("/")[1] if path.startswith("core/") else None
        uses = USES[layer] | {layer} if layer else TOOL_USES
        for number, line in enumerate(source.read_text().splitlines(), 1):
            match = INCLUDE.match(line)
            why = offence(path, *match.groups(), uses) if match else ""
            if why:
                print(f"{path}:{number}: {why}")
                count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
