"""The examples of the Markdown pages, as tests. What a fenced block is for stands in its first word:

  ```mesh           a program; the next block is ```output, its exact standard output (`exit=1` behind the word:
                    its exit status), and after that maybe ```stderr, lines that standard error contains in order
  ```mesh-error     a program that `meshc check` speaks about; the next block is ```diagnostic, what it says
  ```mesh-files     files; the next block is ```console, commands behind `$ ` and what they print
  ```mesh-server    a program that runs while the commands of the next ```console are run; ports 8080 and 8081 in
                    them stand for the first and the second port it listens on
  ```mesh-check     a program or module that `meshc check` has nothing to say about
  ```mesh-build     a program that is compiled only
  ```mesh-fragment  is shown only

A line `# file: name.mpl` starts a file; without one the program is `main.mpl`. Files ending in .test.mpl are run by
`meshc test`. Words like NAME=value behind the first word are the environment of the program."""

import os
import pathlib
import re
import signal
import subprocess
import time

ANSWER = {"mesh": "output", "mesh-error": "diagnostic", "mesh-files": "console", "mesh-server": "console"}
KINDS = [*ANSWER, "mesh-check", "mesh-build", "mesh-fragment"]
PROMPT = "$ "


class WrongExample(Exception):
    pass


class Block:
    """A fenced block: `first` and `last` are the indices of its fences among the lines of the page."""

    def __init__(self, info, first, last, lines):
        words = info.split() or [""]
        self.kind, self.options = words[0], dict(w.split("=", 1) for w in words[1:] if "=" in w)
        self.first, self.last = first, last
        self.text = "".join(line + "\n" for line in lines)


class Example:
    def __init__(self, page, code, answer, errors):
        self.page, self.code, self.answer, self.errors = page, code, answer, errors

    def files(self):
        files, name = {}, "main.mpl"
        for line in self.code.text.splitlines(keepends=True):
            named = re.match(r"# file: (\S+)\s*$", line)
            if named:
                name = named[1]
                files[name] = ""
            else:
                files[name] = files.get(name, "") + line
        return files


def blocks(text):
    lines, found, start = text.splitlines(), [], None
    for i, line in enumerate(lines):
        if start is None and line.startswith("```"):
            start = i
        elif start is not None and line.rstrip() == "```":
            found.append(Block(lines[start][3:], start, i, lines[start + 1:i]))
            start = None
    return found


def examples(page):
    found = blocks(page.read_text())
    for i, block in enumerate(found):
        if block.kind not in KINDS or block.kind == "mesh-fragment":
            continue
        after = found[i + 1] if i + 1 < len(found) else None
        errors = found[i + 2] if i + 2 < len(found) and found[i + 2].kind == "stderr" else None
        yield Example(page, block, after if after and after.kind == ANSWER.get(block.kind) else None, errors)


def execute(command, folder, env=None, timeout=60):
    return subprocess.run([str(c) for c in command], cwd=folder, env={**os.environ, **(env or {})}, timeout=timeout,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          errors="replace")


def build(meshc, example, folder):
    built = execute([meshc, "build", ".", "-o", "program", "--no-color"], folder)
    if built.returncode != 0:
        raise WrongExample("does not build:\n" + built.stderr)
    said = built.stderr.replace("  Compiled: program\n", "")
    if said:
        raise WrongExample("the compiler has something to say:\n" + said)
    return folder / "program"


def without_times(text):
    return re.sub(r"\b\d+\.\d\ds\b", "0.00s", text)


def run_program(meshc, example, folder):
    if any(name.endswith(".test.mpl") for name in example.files()):
        result = execute([meshc, "test", "."], folder)
        return without_times(result.stdout), result
    result = execute([build(meshc, example, folder)], folder, {"MESH_CHECK_LEAKS": "1", **example.code.options})
    return result.stdout, result


def check_status(example, result):
    wanted = int(example.answer.options.get("exit", "0")) if example.answer else 0
    if "live objects" in result.stderr:
        raise WrongExample("leaks:\n" + result.stderr)
    if result.returncode != wanted:
        raise WrongExample(f"exit status {result.returncode}, expected {wanted}\n{result.stdout}{result.stderr}")
    at = 0
    for line in filter(None, example.errors.text.splitlines() if example.errors else []):
        at = result.stderr.find(line, at)
        if at < 0:
            raise WrongExample(f"standard error lacks, in this order: {line}\nit was:\n{result.stderr}")


def diagnostics(meshc, folder):
    result = execute([meshc, "check", ".", "--lib", "--no-color"], folder)
    if result.returncode not in (0, 1):
        raise WrongExample(f"meshc ended with {result.returncode}\n{result.stderr}")
    said = result.stderr.replace("error: Compilation failed due to errors above.\n", "")
    return said.strip("\n") + "\n"


def transcript(meshc, example, folder, ports):
    """The console block with the output that its commands have now."""
    found = []
    env = {"PATH": f"{meshc.parent}:{os.environ['PATH']}"}
    for line in example.answer.text.splitlines():
        if line.startswith(PROMPT):
            command = line[len(PROMPT):]
            for name, port in zip(("8080", "8081"), ports):
                command = command.replace(f":{name}", f":{port}")
            result = execute(["sh", "-c", command + " 2>&1"], folder, env)
            text = result.stdout.replace("\r\n", "\n")
            for name, port in zip(("8080", "8081"), ports):
                text = text.replace(f":{port}", f":{name}")
            found += [line] + text.splitlines()
    return without_times("".join(line + "\n" for line in found))


def with_server(meshc, example, folder):
    program = build(meshc, example, folder)
    wanted = max(1, len(set(re.findall(r":808[01]\b", example.code.text + example.answer.text))))
    log = folder / "server.log"
    with log.open("w") as out:
        server = subprocess.Popen([program], cwd=folder, env={**os.environ, "PORT": "0", "WS_PORT": "0",
                                                              **example.code.options}, stdout=out, stderr=out)
    try:
        deadline, ports = time.monotonic() + 20, []
        while len(ports) < wanted and time.monotonic() < deadline and server.poll() is None:
            time.sleep(0.01)
            ports = re.findall(r"listening on \S*:(\d+)", log.read_text())
        if not ports:
            raise WrongExample("no port to listen on:\n" + log.read_text())
        return transcript(meshc, example, folder, ports)
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def answer(meshc, example, folder):
    """What the example gives now; raises WrongExample where that alone shows a mistake."""
    for name, text in example.files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    kind = example.code.kind
    if kind == "mesh-build":
        build(meshc, example, folder)
        return None
    if kind == "mesh-check":
        said = diagnostics(meshc, folder).strip()
        if said:
            raise WrongExample("the compiler has something to say:\n" + said)
        return None
    if not example.answer:
        raise WrongExample(f"a block {kind} needs a block {ANSWER[kind]} behind it")
    if kind == "mesh":
        output, result = run_program(meshc, example, folder)
        check_status(example, result)
        return output
    if kind == "mesh-error":
        said = diagnostics(meshc, folder)
        if not said.strip():
            raise WrongExample("the compiler has nothing to say")
        return said
    if kind == "mesh-files":
        return transcript(meshc, example, folder, [])
    return with_server(meshc, example, folder)


def rewrite(page, found):
    """Puts the found answers, pairs of block and text, into the page."""
    lines = page.read_text().splitlines(keepends=True)
    for block, text in sorted(found, key=lambda pair: -pair[0].first):
        lines[block.first + 1:block.last] = text.splitlines(keepends=True)
    page.write_text("".join(lines))


def check_error_index(root):
    """Every diagnostic has a page, every page a diagnostic, and titles agree with diag.def."""
    folder = root / "docs" / "language" / "errors"
    table = (root / "compiler" / "base" / "diag.def").read_text()
    titles = {}
    for code, title in re.findall(r'^DIAG\(\w+,\s*"(\w+)",\s*\w+,\s*"([^"]+)"', table, re.M):
        titles.setdefault(code, title)
    index = (folder / "README.md").read_text()
    for code, title in titles.items():
        page = folder / f"{code}.md"
        if not page.exists() or not page.read_text().startswith(f"# {code}: {title}\n"):
            raise WrongExample(f"{page.name} is missing, or does not begin with `# {code}: {title}`")
        if f"[{code}]({code}.md)" not in index:
            raise WrongExample(f"README.md does not list {code}")
    for page in folder.glob("[A-Z]*[0-9].md"):
        if page.stem not in titles:
            raise WrongExample(f"{page.name} is about no diagnostic of diag.def")


def check_links(root, page):
    """Links to files lead somewhere."""
    prose = re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", prose):
        if "://" not in target and not (page.parent / target).exists():
            raise WrongExample(f"the link to {target} leads nowhere")


def pages(root):
    return [root / "README.md", *sorted((root / "docs").rglob("*.md"))]
