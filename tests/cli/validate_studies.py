"""Validates studies against a JSON Schema with Debian's python3-jsonschema 4.10.

validate_studies.py SCHEMA FILE...        a line for each file that does not fit
validate_studies.py SCHEMA --examples     the schema itself, and its examples and defaults
"""
import json
import re
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """YAML 1.2's core schema, as ice reads it: 1e-4 is a number, yes and on are texts."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in [
        ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
        ("int", r"[-+]?[0-9]+", "-+0123456789"),
        ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
        ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""])]:
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)


def parts(schema, path="schema"):
    """Every schema inside a schema that has examples or a default."""
    if isinstance(schema, dict):
        if "examples" in schema or "default" in schema:
            yield path, schema
        for name, below in schema.items():
            if name not in ("examples", "default", "const", "enum"):
                yield from parts(below, f"{path}.{name}")
    elif isinstance(schema, list):
        for index, below in enumerate(schema):
            yield from parts(below, f"{path}[{index}]")


def main(schema_file, *files):
    with open(schema_file) as text:
        schema = json.load(text)
    jsonschema.Draft7Validator.check_schema(schema)
    if files == ("--examples",):
        for path, part in parts(schema):
            validator = jsonschema.Draft7Validator({**part, "definitions": schema["definitions"]})
            for value in part.get("examples", []) + [part[k] for k in ("default",) if k in part]:
                for error in validator.iter_errors(value):
                    print(f"{path}: {error.message[:200]}")
        return
    validator = jsonschema.Draft7Validator(schema)
    for file in files:
        with open(file) as text:
            study = yaml.load(text, Loader)
        for error in validator.iter_errors(study):
            print(f"{file}: {error.json_path}: {error.message[:200]}")


main(*sys.argv[1:])
