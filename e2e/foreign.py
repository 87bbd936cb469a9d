#!/usr/bin/env python3
"""Imports files that were not made for styrdok, the test data of other projects' packages, one by one, and holds each against what other programs read in
it: foreign.py PROGRAM [FOLDER]. pip fetches the sources of the packages below into FOLDER (a temporary one if it is left out). pandoc says what is in a Word or
OpenDocument file, html5lib what a browser sees in a page, and pdftotext and pdfinfo what is in a PDF.

A file is right if
 * it is refused exactly when another program cannot read it, needs a password, or finds no word in it;
 * 98 % of the words that the other program finds are in the document or told in the report, and the report calls no word lost. Of a PDF, whose words have no
   ends but blanks of some width, 98 % of the letters are enough;
 * each heading, item, row of a table, note, image and link that the other program finds is one in the document too, or told as left out; and there are no
   more of them, but for what the report says is guessed by its looks. PDFs without tags have no structure to hold them to;
 * it is a draft, since none of these files tells of a decision.
"""

import collections, html, json, os, pathlib, re, shutil, subprocess, sys, tarfile, tempfile, unicodedata, zipfile

PACKAGES = ["python-docx==1.2.0", "odfpy==1.4.1", "relatorio==1.0.0", "html2text==2025.4.15", "inscriptis==2.7.6", "pypdf==7.1.1"]
ENDINGS = (".docx", ".odt", ".html", ".pdf")
LARGEST = 1_500_000
HTML5LIB = "html5lib==1.1"
TODAY = "2026-11-22"
program = os.path.realpath(sys.argv[1])
work = pathlib.Path(tempfile.mkdtemp())
sources = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else work / "sources"
site = work / "site"


def run(*args, timeout=120):
    try:
        p = subprocess.run(args, capture_output=True, timeout=timeout)
    except subprocess.TimeoutExpired:
        return 1, "", "timeout"
    return p.returncode, p.stdout.decode("utf-8", "replace"), p.stderr.decode("utf-8", "replace")


def words(text):
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", text)
    return re.findall(r"[^\W_]+", text)


def missing(want, have):
    """The words of a list that another has not as often. A word may be divided or joined otherwise."""
    left = collections.Counter(want)
    left.subtract(have)
    rest = collections.Counter(have)
    rest.subtract(want)
    out = [w for w, n in left.items() for _ in range(max(n, 0))]
    spare = "".join(w for w, n in rest.items() for _ in range(max(n, 0)))
    return [w for w in out if len(w) < 2 or w not in spare]


class Shape:
    """What a text is made of: the words of headings, items, rows and notes, targets of images and links."""

    def __init__(self):
        self.headings, self.items, self.rows, self.notes, self.images, self.links = [], [], [], [], [], []
        self.columns = 0

    def kinds(self):
        return {"heading": self.headings, "item": self.items, "row": self.rows, "note": self.notes, "image": self.images, "link": self.links}


INLINE = ("Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps", "Span", "Quoted", "Cite")


def text_of(x, notes=False):
    """The words of a part of pandoc's tree, without those of notes or with them."""
    out = []

    def walk(x):
        if isinstance(x, list):
            for k in x:
                walk(k)
        elif isinstance(x, dict):
            t, c = x.get("t"), x.get("c")
            if t == "Str":
                out.append(c)
            elif t in ("Space", "SoftBreak", "LineBreak"):
                out.append(" ")
            elif t in ("Code", "CodeBlock", "Math"):
                out.append(c[1] + (" " if t == "CodeBlock" else ""))
            elif t in ("RawInline", "RawBlock"):
                out.append(" " if c[1].startswith("<br") else "")
            elif t == "Note":
                walk([{"t": "Space"}, c] if notes else [])
            elif t in ("Image", "Link"):
                walk(c[1]) if t == "Link" else None
            elif isinstance(c, list):
                walk(c)
                if t not in INLINE:
                    out.append(" ")

    walk(x)
    return " ".join(words("".join(out)))


def shape_of(tree):
    s = Shape()
    title = tree.get("meta", {}).get("title")
    if title:
        s.headings.append(text_of(title.get("c")))

    def table(c):
        heads = c[3][1] if len(c) > 5 else []
        rows = list(heads)
        for body in c[4]:
            rows += body[2] + body[3]
        rows += c[5][1]
        cells = [[text_of(cell[4]) for cell in row[1]] for row in rows]
        filled = max((sum(1 for k in range(len(r)) if r[k]) for r in cells), default=0)
        if filled > 1:  # a table of one column is no more than paragraphs
            s.rows += [" ".join(" ".join(r).split()) for r in cells if any(r)]
        return filled > 1

    def walk(x, cell=False):
        if isinstance(x, list):
            for k in x:
                walk(k, cell)
            return
        if not isinstance(x, dict):
            return
        t, c = x.get("t"), x.get("c")
        if t == "Header" and not cell and text_of(c[2]):
            s.headings.append(text_of(c[2]))
        elif t in ("BulletList", "OrderedList") and not cell:
            for item in (c if t == "BulletList" else c[1]):
                own = [b for b in item if b["t"] not in ("BulletList", "OrderedList")]
                if text_of(own):
                    s.items.append(text_of(own))
        elif t == "Note":
            s.notes.append(text_of(c))
        elif t == "Image":
            s.images.append(c[2][0])
        elif t == "Link" and text_of(c[1]) and re.match("https?:|mailto:", c[2][0], re.I):
            s.links.append(text_of(c[1]))
        elif t == "Table":
            cell = table(c) or cell
        walk(c, cell)

    walk(tree.get("blocks", []))
    s.headings = [h for h in s.headings if h]
    return s


def document(path):
    """A document's title and its text, in the Markdown that pandoc knows."""
    data = path.read_text()
    _, front, text = data.split("+++\n", 2) if data.startswith("+++\n") else ("", "", data)
    title = re.search(r'^title\s*= "(.*)"$', front, re.M)
    text = re.sub(r'^:::table(?: caption="(.*?)")?.*$', lambda m: "\n" + (m.group(1) or "") + "\n", text, flags=re.M)
    text = re.sub(r"^:::.*$", "", text, flags=re.M)
    text = re.sub(r"^(#+ .*) \{-( #[^}]*)?\}$", r"\1", text, flags=re.M)
    return json.loads('"' + title.group(1) + '"') if title else "", front, text


FORMAT = "markdown-yaml_metadata_block-citations-tex_math_dollars-raw_tex-subscript-superscript-smart-example_lists+pipe_tables-simple_tables-multiline_tables-grid_tables-table_captions-implicit_figures-line_blocks-auto_identifiers-blank_before_header-blank_before_blockquote+lists_without_preceding_blankline"


def tagged(file):
    """The headings, items and rows of a PDF's structure tree, None if it has none."""
    code, out, _ = run("pdfinfo", "-struct-text", str(file))
    if code or not re.search(r"^ +\S", out, re.M):
        return None
    s, open_ = Shape(), []
    found = []
    for line in out.splitlines():
        indent = len(line) - len(line.lstrip(" "))
        name = re.match(r"^ *(\w+)(?: \((?:block|inline)\))?:?$", line)
        while open_ and open_[-1][0] >= indent:
            open_.pop()
        if name and not line.strip().startswith('"'):
            part = [indent, name.group(1), []]
            open_.append(part)
            found.append(part)
        elif line.strip().startswith('"'):
            for part in open_:
                part[2].append(line.strip().strip('"'))
    for _, role, text in found:
        text = " ".join(words(" ".join(text)))
        if not text:
            continue
        if re.fullmatch("H[1-6]?|Title", role):
            s.headings.append(text)
        elif role == "LI":
            s.items.append(text)
        elif role == "TR":
            s.rows.append(text)
    return s


BLOCKS = set("address article aside blockquote body br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul caption center option".split())


def page(file):
    """The words that a browser shows of a page, and its shape."""
    sys.path.insert(0, str(work / "lib"))
    import html5lib

    data = file.read_bytes()
    try:
        data.decode()
        encoding = "utf-8"  # which nothing else happens to be
    except ValueError:
        encoding = None
    tree = html5lib.parse(data, namespaceHTMLElements=False, likely_encoding=encoding)
    s = Shape()

    def shown(n, skip=()):
        if not isinstance(n.tag, str) or n.tag in ("head", "script", "style", "template", "noscript", "title", *skip) or re.search(r"display:\s*none", n.get("style", "")):
            return ""
        out = (n.text or "") + "".join(shown(k, skip) + (k.tail or "") for k in n)
        return f" {out} " if n.tag in BLOCKS else out

    def said(n, *skip):
        return " ".join(words((n.text or "") + "".join(shown(k, skip) + (k.tail or "") for k in n)))

    def walk(n, cell):
        for k in n:
            if not isinstance(k.tag, str) or not shown(k) and k.tag != "img" and k.find(".//img") is None:
                continue
            if re.fullmatch("h[1-6]", k.tag) and not cell and said(k):
                s.headings.append(said(k))
            elif k.tag == "li" and not cell and said(k, "ul", "ol"):
                s.items.append(said(k, "ul", "ol"))
            elif k.tag == "img":
                s.images.append(k.get("src", ""))
            elif k.tag == "a" and re.match("https?:|mailto:", k.get("href", ""), re.I) and said(k):
                s.links.append(said(k))
            inner = cell
            if k.tag == "table" and not cell:
                rows = [[said(c) for c in r if c.tag in ("td", "th")] for r in k.iter("tr") if not nested(k, r)]
                if max((sum(1 for c in r if c) for r in rows), default=0) > 1:
                    s.rows += [" ".join(" ".join(r).split()) for r in rows if any(r)]
                    inner = True
            walk(k, inner)

    def nested(table, row):
        return any(row in list(t.iter("tr")) for t in table.iter("table") if t is not table)

    body = tree.find("body")
    walk(body, False)
    return shown(body), s


def expect(file):
    """What another program says of a file: why it is not to be read, or None; its text; its shape, or None if it has none to tell."""
    if file.suffix == ".pdf":
        code, out, err = run("pdftotext", "-layout", str(file), "-")
        if "password" in err.lower():
            return "password", "", None
        out = re.sub(r"[-\u00ad]\n\s*", "", out)
        if not words(out):
            return ("corrupt" if code else "no-text"), "", None
        return None, out, tagged(file)
    if file.suffix == ".html":
        text, shape = page(file)
        return (None if words(text) else "no-text"), text, shape
    kind = {".docx": "docx", ".odt": "odt"}[file.suffix]
    options = ["--track-changes=accept"] if kind == "docx" else []
    code, tree, _ = run("pandoc", "-f", kind, "-t", "json", *options, str(file))
    if code:
        return "corrupt", "", None
    tree = json.loads(tree)
    title = tree.get("meta", {}).get("title")
    plain = text_of(tree["blocks"], notes=True) + " " + (text_of(title.get("c")) if title else "")
    if not words(plain):
        return "no-text", "", None
    return None, plain, shape_of(tree)


def judge(file):
    """The reasons why a file is not right, the kind of each first; none if it is."""
    refused, plain, shape = expect(file)
    shutil.rmtree(site / "content", ignore_errors=True)
    _, out, err = run(program, "-C", str(site), "--today", TODAY, "import", str(file), "--format", "json")
    try:
        report = json.loads(out)["files"][0]
    except (ValueError, IndexError):
        return [("crash", err[-200:])]
    if report["result"] == "refused":
        if refused == report["reason"] or refused == "corrupt":
            return []
        if refused:
            return [("refused", f"{report['reason']}, want {refused}")]
        return [("refused", f"{report['reason']}, and another program reads {len(words(plain))} words")]
    if refused == "password":
        return [("refused", "it is read without its password")]
    if report["original"]:
        return [] if len(words(plain)) < 30 else [("words", f"attached as it is, and another program reads {len(words(plain))} words")]
    title, front, text = document(site / report["path"])
    own = shape_of(pandoc(text))
    own.headings.append(" ".join(words(title)))
    told = [l["text"] for l in report["left_out"]]
    wrong = []
    shown = re.sub(r"</?su[bp]>", "", html.unescape(text))
    said = words(shown) + words(title) + words(front) + words(" ".join(told))
    want = words(plain)
    gone = missing(want, said)
    if report["lost"]:
        wrong.append(("words", f"{len(report['lost'])} called lost: {' '.join(report['lost'][:8])}"))
    letters = lambda text: collections.Counter(c for w in words(text) for c in w)
    few = (letters(plain) - letters(shown + title + " ".join(told))).total() * 50 <= letters(plain).total()
    if len(gone) * 50 > len(want) and not (file.suffix == ".pdf" and few):
        wrong.append(("words", f"{len(gone)} of {len(want)} are nowhere: {' '.join(gone[:12])}"))
    if report["status"] != "draft":
        wrong.append(("decision", f"it is {report['status']}"))
    if shape is None:
        return wrong
    guesses = " ".join(g["text"] for g in report["guesses"])
    pool = collections.Counter(words(" ".join(told) + " " + front))
    free = {"heading": "rubriker" in guesses or "gissat av utseendet" in guesses, "item": "listor" in guesses or "gissat av utseendet" in guesses, "row": False, "note": False, "image": False, "link": True}
    for kind, want in shape.kinds().items():
        have = collections.Counter(own.kinds()[kind])
        if kind == "image":
            have, lost = sum(have.values()), sum(l["why"] == "picture" for l in report["left_out"])
            if len(set(want)) > have + lost:
                wrong.append((kind, f"{have} and {lost} told, want {len(set(want))}"))
            continue
        absent, left = [], pool.copy()
        for w in want:
            if have[w] > 0:
                have[w] -= 1
                continue
            near = next((h for h in have if have[h] > 0 and alike(h, w, kind)), None)
            if near:
                have[near] -= 1
            elif collections.Counter(w.split()) <= left:
                left -= collections.Counter(w.split())
            else:
                absent.append(w)
        more = [h for h in have for _ in range(have[h]) if h and h != " ".join(words(title))]
        if absent:
            wrong.append((kind, f"{len(absent)} of {len(want)} missing: {absent[0][:60]!r}"))
        if len(more) > len(absent) and not free[kind]:
            wrong.append((kind, f"{len(more)} too many: {more[0][:60]!r}"))
    return wrong


def alike(own, other, kind):
    """Whether two parts of a text are the same, but for where words end and numbers that a program counts, or, of an item, for what stands below its first words."""
    a, b = own.replace(" ", ""), other.replace(" ", "")
    return a == b or kind == "heading" and re.sub(r"^(\d+ )+", "", own) == other or kind == "item" and a and b and (a.startswith(b) or b.startswith(a))


def pandoc(text):
    p = subprocess.run(["pandoc", "-f", FORMAT, "-t", "json"], input=text.encode(), capture_output=True)
    return json.loads(p.stdout)


def fetch():
    sources.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        name, version = package.split("==")
        if not any(sources.glob(f"{name.replace('-', '?')}-{version}.tar.gz")):
            subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", "-d", str(sources), package], check=True)
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--root-user-action=ignore", "--target", str(work / "lib"), HTML5LIB], check=True)
    out = work / "files"
    for packed in sorted(sources.glob("*.tar.gz")):
        with tarfile.open(packed) as t:
            for m in t.getmembers():
                if m.isfile() and m.name.lower().endswith(ENDINGS) and m.size < LARGEST:
                    m.name = m.name.lstrip("/").replace("..", "_")
                    t.extract(m, out)
    return out, sorted(p for p in out.rglob("*") if p.is_file())


def main():
    folder, files = fetch()
    site.mkdir()
    (site / "config.toml").write_text('[site]\ntitle = "S"\nbase_url = "https://s.example/"\n[organisation]\nname = "Kommunen"\n')
    table = collections.defaultdict(lambda: [0, 0])
    reasons = collections.Counter()
    for f in files:
        wrong = judge(f)
        row = table[f.suffix[1:].lower()]
        row[0] += not wrong
        row[1] += 1
        for kind in {k for k, _ in wrong}:
            reasons[kind] += 1
        if wrong:
            print("wrong", f.relative_to(folder), "–", "; ".join(f"{k}: {w}" for k, w in wrong), flush=True)
    print("\nkind   right  of     %")
    total = [0, 0]
    for kind, (right, of) in sorted(table.items()):
        print(f"{kind:6} {right:5} {of:3} {100 * right / of:5.1f}")
        total = [total[0] + right, total[1] + of]
    print(f"{'all':6} {total[0]:5} {total[1]:3} {100 * total[0] / total[1]:5.1f}")
    print("why files are wrong:", dict(reasons.most_common()))
    return 100 * total[0] >= 85 * total[1]


try:
    ok = main()
finally:
    shutil.rmtree(work)
sys.exit(not ok)
