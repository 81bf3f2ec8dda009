#!/usr/bin/env python3
"""The kept inputs of a fuzzer, one a line in base64: a thousand small files would be in everybody's way.

    fuzz_corpus.py unpack FILE DIRECTORY
    fuzz_corpus.py pack DIRECTORY FILE      after `make fuzz` and -set_cover_merge=1, which leaves the fewest
"""
import base64
import os
import sys

verb, source, target = sys.argv[1:]
if verb == "unpack":
    os.makedirs(target, exist_ok=True)
    with open(source) as file:
        for number, line in enumerate(file):
            with open(os.path.join(target, "%04d" % number), "wb") as out:
                out.write(base64.b64decode(line))
else:
    inputs = set()
    for name in os.listdir(source):
        with open(os.path.join(source, name), "rb") as file:
            inputs.add(file.read())
    with open(target, "w") as out:
        for data in sorted(inputs, key=lambda data: (len(data), data)):
            out.write(base64.b64encode(data).decode() + "\n")
