"""Says whether a model is valid by a schema: valid_metadata.py SCHEMA MODEL.

The schema of OData uses XML Schema 1.1, which few validators know. Problems go to the error stream, one a line.
"""

import sys

import xmlschema

schema, model = sys.argv[1:]
problems = list(xmlschema.XMLSchema11(schema).iter_errors(model))
for problem in problems:
    print(f"{problem.path}: {problem.reason}", file=sys.stderr)
sys.exit(1 if problems else 0)
