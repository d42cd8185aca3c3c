"""The template as SAM writes it out for CloudFormation: `python -c … TEMPLATE OUTPUT`. Lints see circles and references there that the short form hides."""
import collections
import json
import os
import sys

from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

template, output = sys.argv[1:3]
with open(template) as file:
    document = yaml_parse(file.read())
for resource in document["Resources"].values():
    if resource["Type"] == "AWS::Serverless::Function":
        resource["Properties"]["CodeUri"] = "s3://uploaded-by-sam/code"
parameters = {name: parameter.get("Default", "example") for name, parameter in document["Parameters"].items()}
expanded = Translator({}, Parser()).translate(document, parameters)
os.makedirs(os.path.dirname(output), exist_ok=True)
with open(output, "w") as file:
    json.dump(expanded, file, indent=1)
count = collections.Counter(resource["Type"] for resource in expanded["Resources"].values())
most = ", ".join(f"{number} {kind.removeprefix('AWS::')}" for kind, number in count.most_common(8))
print(f"{sum(count.values())} resources of 500: {most}, …")
sys.exit(sum(count.values()) > 400)
