#!/usr/bin/env python3
"""Imports a folder of 200 mixed files in one run: import.py PROGRAM. Made-up documents in five formats, some twice, prints of the demonstration site, files
of other programs, and files that are broken, locked or made to do harm. Every text must come out, every file that is not read must be told with the
reason that was expected, check must find no error but links that lead nowhere, and a second run must add nothing. Tells time and memory."""

import collections, html, json, os, pathlib, random, shutil, subprocess, sys, tempfile, time, zipfile

program = os.path.realpath(sys.argv[1])
root = pathlib.Path(__file__).resolve().parent.parent
TODAY = "2026-11-22"
work = pathlib.Path(tempfile.mkdtemp())
folder, site = work / "Gamla dokument", work / "site"
folder.mkdir()
failures = []
refused = {}  # file: the reason that is expected


def wanted(what, ok):
    if not ok:
        failures.append(what)
        print("FAILED", what)


def styrdok(*args):
    """Runs a command, and returns exit code, standard output, standard error, seconds and the most memory in MB."""
    begun = time.perf_counter()
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        p = subprocess.Popen([program, "-C", str(site), "--today", TODAY, *args], stdout=out, stderr=err)
        _, status, usage = os.wait4(p.pid, 0)
        p.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0), err.seek(0)
        return p.returncode, out.read(), err.read(), time.perf_counter() - begun, usage.ru_maxrss // 1024


def zipped(name, parts):
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as z:
        for part, text in parts.items():
            z.writestr(part, text)


SUBJECTS = "avfall bibliotek cykling dagvatten elevhälsa friluftsliv gåvor hemtjänst idrott jämställdhet klimat livsmedel möten natur odling parker resor skolskjuts torg upphandling vatten äldreomsorg".split()
KINDS = ["Policy för", "Riktlinjer för", "Plan för", "Regler för", "Program för"]
BODIES = ["kommunfullmäktige", "kommunstyrelsen", "socialnämnden"]


def document(i):
    """The title, the line of the decision and the paragraphs of a made-up document."""
    subject = SUBJECTS[i % len(SUBJECTS)]
    title = f"{KINDS[i % len(KINDS)]} {subject} {i}"
    decision = f"Antagen av {BODIES[i % 3]} {2012 + i % 13}-0{1 + i % 9}-1{i % 9} § {i + 1}"
    dice = random.Random(i)
    words = [f"{dice.choice(SUBJECTS)}{dice.randrange(90)}" for _ in range(60)]
    return title, decision, [" ".join(words[k:k + 20]).capitalize() + "." for k in (0, 20, 40)]


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" '
         'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
RELS = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')


def docx(name, i, before=""):
    title, decision, paragraphs = document(i)
    line = lambda text, style="": f'<w:p>{f"<w:pPr><w:pStyle w:val=%r/></w:pPr>" % style if style else ""}<w:r><w:t>{html.escape(text)}</w:t></w:r></w:p>'.replace("'", '"')
    body = line(title, "Rubrik1") + line(decision) + line("Syfte", "Rubrik2") + "".join(line(p) for p in paragraphs)
    zipped(name, {"[Content_Types].xml": TYPES, "_rels/.rels": RELS, "word/document.xml": f'{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'})


def odt(name, i):
    title, decision, paragraphs = document(i)
    ns = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    lines = [f'<text:h text:outline-level="1">{title}</text:h><text:p>{decision}</text:p><text:h text:outline-level="2">Syfte</text:h>']
    lines += [f"<text:p>{p}</text:p>" for p in paragraphs]
    zipped(name, {"mimetype": "application/vnd.oasis.opendocument.text",
                  "content.xml": f'<office:document-content {ns}><office:body><office:text>{"".join(lines)}</office:text></office:body></office:document-content>'})


def page(name, i):
    title, decision, paragraphs = document(i)
    (folder / name).write_text(f"<!doctype html><html lang=sv><head><meta charset=utf-8><title>{title}</title></head><body><nav>Start</nav><main><h1>{title}</h1>"
                               f"<p>{decision}</p><h2>Syfte</h2>{''.join(f'<p>{p}</p>' for p in paragraphs)}</main></body></html>")


def text(name, i, encoding="utf-8"):
    title, decision, paragraphs = document(i)
    (folder / name).write_bytes("\r\n\r\n".join([title, decision, "Syfte", *paragraphs]).encode(encoding))


def markdown(name, i):
    title, decision, paragraphs = document(i)
    day, section = decision.split()[-3], decision.split("§ ")[1]
    (folder / name).write_text(f"---\ntitle: {title}\nantagen: {day}\nantagen_av: {BODIES[i % 3]}\nparagraf: § {section}\n---\n# {title}\n\n## Syfte\n\n" + "\n\n".join(paragraphs) + "\n")


def bad(name, data, reason):
    (folder / name).write_bytes(data)
    refused[name] = reason


def fill():
    # What the demonstration site prints, and the files of other programs that the tests read.
    subprocess.run([program, "-C", str(root), "--today", TODAY, "build", "--out", str(work / "demo")], check=True, capture_output=True)
    for f in sorted((work / "demo").rglob("*.pdf")):
        shutil.copy(f, folder / f"utskrift-{f.name}")
    for f in sorted((root / "generator/importer/testdata/made").iterdir()):
        if f.suffix in (".docx", ".odt", ".html", ".txt", ".md"):
            shutil.copy(f, folder / f"prov-{f.name}")
    for f in sorted((root / "generator/intake/pdf/testdata").glob("*.pdf")):
        shutil.copy(f, folder / f"prov-{f.name}")
    refused["prov-locked.pdf"] = "password"
    # Refused, each for its reason.
    docx("hel.docx", 400)
    whole = (folder / "hel.docx").read_bytes()
    bad("halv.docx", whole[:len(whole) // 2], "corrupt")
    bad("tom.docx", b"", "no-text")
    bad("gammal.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(400), "old-word")
    bad("brev.rtf", rb"{\rtf1 Hej}", "other-kind")
    bad("anteckning.pages", whole, "other-kind")
    bad("bild.txt", bytes(range(256)) * 20, "other-kind")
    bad("inget.pdf", b"%PDF-1.7\n%%EOF\n", "corrupt")
    with open(folder / "utskrift.pdf", "wb") as f:
        f.write(next((work / "demo").rglob("*.pdf")).read_bytes())
    subprocess.run(["qpdf", "--encrypt", "a", "b", "256", "--", str(folder / "utskrift.pdf"), str(folder / "last.pdf")], check=True)
    refused["last.pdf"] = "password"
    os.remove(folder / "utskrift.pdf")
    with zipfile.ZipFile(folder / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", TYPES)
        z.writestr("_rels/.rels", RELS)
        with z.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(600):
                part.write(b" " * (1 << 20))
    refused["bomb.docx"] = "swells"
    docx("entiteter.docx", 401, '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>')
    refused["entiteter.docx"] = "entities"
    zipped("kalkyl.docx", {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<a/>"})
    refused["kalkyl.docx"] = "other-kind"
    zipped("makro.docm", {"[Content_Types].xml": TYPES.replace("document.main+xml", "document.macroEnabled.main+xml"), "_rels/.rels": RELS, "word/document.xml": "<a/>", "word/vbaProject.bin": "x"})
    refused["makro.docm"] = "macro"
    (folder / "budget.xlsx").write_bytes(b"PK")
    (folder / "foto.jpg").write_bytes(b"\xff\xd8")
    for junk in ("Thumbs.db", "~$hel.docx"):
        (folder / junk).write_bytes(b"x")
    makers = [docx, odt, page, text, markdown]
    endings = [".docx", ".odt", ".html", ".txt", ".md"]
    made = set()
    i = 0
    while len(list(folder.iterdir())) < 202:
        kind = i % 5
        of = i if i % 10 else max(0, i - 10)  # some are there twice
        makers[kind](f"Dokument {i}{endings[kind]}", of)
        made.add(of)
        i += 1
    return made


def main():
    made = fill()
    site.mkdir()
    for part in ("config.toml", "static"):
        (shutil.copytree if (root / part).is_dir() else shutil.copy)(root / part, site / part)
    code, out, _, took, memory = styrdok("import", str(folder), "--format", "json")
    report = json.loads(out)
    files = {os.path.basename(f["file"]): f for f in report["files"]}
    for name, reason in refused.items():
        wanted(f"{name}: {files[name]['reason']}, want {reason}", files[name]["reason"] == reason)
    for name, f in files.items():
        wanted(f"{name}: words of a print of our own are lost: {f['lost']}", not name.startswith("utskrift-") or not f["lost"])
        wanted(f"{name} is refused: {f['message']}", name in refused or f["result"] != "refused")
        if f["result"] == "written":
            wanted(f"{name}: {f['path']} is not there", (site / f["path"]).is_file())
    wanted("junk is told", not {"Thumbs.db", "~$hel.docx"} & files.keys())
    wanted(f"exit {code}", code == 1)
    print(f"{took:.1f} s, {memory} MB at most, of {len(report['files'])} files: {json.dumps(report['summary'])}")
    print("refused:", dict(collections.Counter(refused.values())))
    texts = "\n".join(p.read_text() for p in (site / "content").rglob("*.md"))
    for i in made:
        wanted(f"the text of document {i} is nowhere", all(p in texts for p in document(i)[2]))
    before = {p: p.read_bytes() for p in (site / "content").rglob("*") if p.is_file()}
    _, _, said, _, _ = styrdok("check")
    errors = collections.Counter(line.rsplit("[", 1)[1].rstrip("]") for line in said.splitlines() if ": fel: " in line)
    print("check:", said.strip().splitlines()[-1], dict(errors))
    wanted(f"check finds {dict(errors)}", not errors.keys() - {"dead-address"})
    _, out, _, took, memory = styrdok("import", str(folder), "--format", "json")
    again = json.loads(out)["summary"]
    wanted(f"a second run writes {again['written']}", again["written"] == 0)
    wanted("a second run changes files", before == {p: p.read_bytes() for p in (site / "content").rglob("*") if p.is_file()})
    print(f"a second time: {took:.1f} s, {memory} MB, {again['same']} there already")


try:
    main()
finally:
    shutil.rmtree(work)
print(len(failures), "failures")
sys.exit(len(failures) > 0)
