#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The golden messages against the schemas of hub/contract. Usage: contract_schemas.py CONTRACT-FOLDER; 77: cannot."""
import base64
import json
import pathlib
import sys

try:
    import jsonschema
except ImportError:
    print("python3-jsonschema is not installed")
    sys.exit(77)

CONTRACT = pathlib.Path(sys.argv[1])
CHOICE = [("code", "problem"), ("sig", "receipt"), ("next_seq", "outbox-state")]


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def schema(name):
    held = load(CONTRACT / f"{name}.schema.json")
    jsonschema.Draft202012Validator.check_schema(held)
    return jsonschema.Draft202012Validator(held)


def answer_fits(response):
    body = json.loads(response["body"])
    name = next((schema_name for member, schema_name in CHOICE if member in body), None)
    assert name, "an answer of no known kind"
    schema(name).validate(body)
    if name == "problem":
        assert body["status"] == response["status"] and body["type"].endswith("/" + body["code"])
    if name == "receipt":
        schema("receipt-payload").validate(json.loads(base64.b64decode(body["payload"])))


def main():
    messages = sorted((CONTRACT / "golden").glob("[0-9]*.json"))
    for path in messages:
        response = load(path)["response"]
        if "json" in response["headers"]["Content-Type"]:
            answer_fits(response)
    orders = sorted((CONTRACT / "golden" / "work-orders").glob("*.json"))
    for path in orders:
        golden = load(path)
        fits = schema("work-order").is_valid(golden["body"])
        wanted = golden["reason"] is None or path.name.startswith("unschemable")
        assert fits == wanted, f"{path.name}: {'fits' if fits else 'does not fit'} the schema"
    signals = sorted((CONTRACT / "golden" / "signalling").glob("*.json"))
    for path in signals:
        golden = load(path)
        validator = schema("signalling")
        fits = validator.evolve(schema={**validator.schema, "anyOf": [{"$ref": "#/$defs/" + golden["from"]}]}).is_valid(golden["message"])
        assert fits == (golden["reason"] is None), f"{path.name}: {'fits' if fits else 'does not fit'} the schema"
    print(f"{len(messages)} messages and {len(orders)} work orders and {len(signals)} signals fit the schemas as they should")


if __name__ == "__main__":
    main()
