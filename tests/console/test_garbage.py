#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The console's readers against whatever a hub might say, in node (which the TypeScript compiler brings along)."""
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.realpath(__file__))
MODULES = os.path.join(os.environ.get("YIZHAN_BUILD", os.path.join(HERE, "..", "..", "build", "dev")), "console", "js")


def main():
    with tempfile.TemporaryDirectory() as folder:
        # Node takes a .js file for a module only where a package says so.
        shutil.copytree(MODULES, folder, dirs_exist_ok=True)
        with open(os.path.join(folder, "package.json"), "w", encoding="utf-8") as file:
            file.write('{"type": "module"}')
        return subprocess.run(["node", os.path.join(HERE, "garbage.mjs"), folder], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
