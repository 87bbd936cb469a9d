"""Runs both programs in turn and compares what they made; see pdf.sh."""
import glob, os, re, shutil, statistics, subprocess, sys, time, zlib

work, kit, jar = sys.argv[1:4]
rounds = int(os.environ.get("ROUNDS", "5"))
typst = [f"{work}/venv-pdf/bin/python", f"{kit}/pdf_typst.py", f"{work}/pdf/typ", f"{work}/pdf/typst", "ua-1+a-2a"]
ours = [f"{work}/pdfs", "-C", f"{work}/corpus/100/styrdok", "-out", f"{work}/pdf/styrdok"]


def once(argv, cores=None, copies=1):
    """Runs a whole process, or several at once; returns the time, processor time and peak memory."""
    env = dict(os.environ)
    if cores:
        env["GOMAXPROCS"] = str(cores)
    begin = time.perf_counter()
    running = [subprocess.Popen(argv, stdout=subprocess.DEVNULL, env=env) for _ in range(copies)]
    processor, memory = 0, 0
    for p in running:
        _, status, usage = os.wait4(p.pid, 0)
        p.returncode = os.waitstatus_to_exitcode(status)
        if p.returncode:
            sys.exit(f"{argv[0]} ended with {p.returncode}")
        processor += usage.ru_utime + usage.ru_stime
        memory = max(memory, usage.ru_maxrss / 1024)
    return time.perf_counter() - begin, processor, memory


def pages(path):
    """Counts pages by the root of the page tree, which may lie in an object stream."""
    data = open(path, "rb").read()
    parts = [data]
    for m in re.finditer(rb"stream\r?\n", data):
        try:
            parts.append(zlib.decompressobj().decompress(data[m.end():]))
        except zlib.error:
            pass
    counts = [int(c) for p in parts if re.search(rb"/Type\s*/Pages\b", p) for c in re.findall(rb"/Count (\d+)", p)]
    roots = [int(c) for p in parts for d in re.findall(rb"<<(?:(?!<<|>>).)*/Type\s*/Pages\b(?:(?!<<|>>).)*>>", p, re.S) for c in re.findall(rb"/Count (\d+)", d)]
    return max(roots or counts)


def made(folder):
    files = sorted(glob.glob(f"{folder}/*.pdf"))
    return files, sum(map(os.path.getsize, files)), sum(map(pages, files))


for folder in ("typst", "styrdok"):
    shutil.rmtree(f"{work}/pdf/{folder}", ignore_errors=True)
    os.makedirs(f"{work}/pdf/{folder}")
runs = {"typst": [], "styrdok, 1 core": [], "styrdok, 2 cores": []}
apart = []  # two processes that know nothing of each other: what the machine's second core can give at most
for _ in range(rounds):
    runs["typst"].append(once(typst))
    runs["styrdok, 1 core"].append(once(ours, 1))
    runs["styrdok, 2 cores"].append(once(ours, 2))
    apart.append(once(ours[:3], 1, copies=2)[0])

words = sum(int(line.split("\t")[2]) for line in open(f"{work}/corpus/100/manifest.tsv", encoding="utf-8"))
results = {"typst": made(f"{work}/pdf/typst"), "styrdok": made(f"{work}/pdf/styrdok")}
print(f"{rounds} interleaved rounds, load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores; {words} words; whole processes, everything from source to file")
print("| | wall s min | median | processor s min | ms/page | ms/PDF | ms/1000 words | processor ms/page | peak MiB | PDFs | pages | bytes/PDF | bytes/page | bytes/1000 words |")
print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
rows = {}
for name, times in runs.items():
    files, size, n = results[name.split(",")[0]]
    wall, median, user = min(t[0] for t in times), statistics.median(t[0] for t in times), min(t[1] for t in times)
    row = [wall, median, user, 1e3 * wall / n, 1e3 * wall / len(files), 1e6 * wall / words, 1e3 * user / n, max(t[2] for t in times),
           len(files), n, size / len(files), size / n, 1e3 * size / words]
    rows[name] = row
    form = ["%.2f"] * 3 + ["%.2f", "%.1f", "%.2f", "%.2f", "%.0f", "%d", "%d", "%.0f", "%.0f", "%.0f"]
    print("| " + " | ".join([name] + [f % v for f, v in zip(form, row)]) + " |")
t = rows["typst"]
print()
for name in ("styrdok, 1 core", "styrdok, 2 cores"):
    r = rows[name]
    print(f"{name}, as parts of Typst's: time per page {r[3]/t[3]:.2f} (processor {r[6]/t[6]:.2f}), per document {r[4]/t[4]:.2f} (processor {r[2]/t[2]:.2f}), "
          f"bytes per PDF {r[10]/t[10]:.2f}, per page {r[11]/t[11]:.2f}, peak memory {r[7]/t[7]:.2f}")
one, two = rows["styrdok, 1 core"], rows["styrdok, 2 cores"]
print(f"two cores are {one[0]/two[0]:.2f} times one (fastest), {one[1]/two[1]:.2f} (median); "
      f"two processes of one core each {2*one[0]/min(apart):.2f} (fastest), {2*one[1]/statistics.median(apart):.2f} (median)")

if jar:
    bad = 0
    files = results["styrdok"][0]
    for flavour in ("ua1", "2a"):
        p = subprocess.run(["java", "-cp", jar, "org.verapdf.apps.GreenfieldCliWrapper", "-f", flavour, "--format", "text", *files],
                           capture_output=True, text=True)
        passed = sum(line.startswith("PASS") for line in p.stdout.splitlines())
        bad += len(files) - passed
        print(f"veraPDF {flavour}: {passed} of {len(files)} pass")
        for line in p.stdout.splitlines():
            if line.startswith("FAIL"):
                print(line)
    sys.exit(1 if bad else 0)
