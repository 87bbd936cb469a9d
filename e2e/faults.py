#!/usr/bin/env python3
"""Takes the machine away from commands that write: e2e/faults.py STYRDOK [KILLS]

Kills commands at random moments (300 in all unless KILLS says otherwise), fills the disk, makes it read-only, takes away permissions, and
runs commands two and four at once. After each: every file of the author is as before or as the command leaves it, nothing half-written
can be seen, the message is in words, and running the command again brings what it brings undisturbed. Needs Linux; a full and a read-only
disk need root. Ends with counts, and with exit code 1 if something did not hold.
"""
import hashlib, os, random, shutil, signal, subprocess, sys, tempfile, time

STYRDOK = os.path.realpath(sys.argv[1])
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 300
TODAY = "2026-11-22"
DOCUMENTS = 12
work = tempfile.mkdtemp(prefix="styrdok-faults-")
random.seed(20261122)
failures, counts = [], {}


def count(what):
    counts[what] = counts.get(what, 0) + 1


def failed(what, *more):
    failures.append(what)
    print("FAILED", what, *more, file=sys.stderr, flush=True)


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def new_site(folder):
    """Writes a site with adopted documents, a proposal of a new version of each, a meeting about them, and files to be imported."""
    write(f"{folder}/config.toml", '[site]\ntitle = "S"\nbase_url = "https://s.example/"\n[organisation]\nname = "S"\n[diagnostics]\nstatement-missing = "off"\n')
    items = ""
    for i in range(DOCUMENTS):
        head = f'+++\ntitle = "Policy för sak {i}"\nowner = "kanslichefen"\ncase_number = "KS 2024/{i + 1}"\n'
        text = "\n\n".join(f"## Avsnitt {n}\n\n" + f"Kommunen ska sköta sak {i} på det sätt som avsnitt {n} säger. " * 12 for n in range(4))
        write(f"{folder}/content/policy/sak-{i}/2024-03-25.md", head + f'adopted = 2024-03-25\nadopted_by = "kf"\nsection = "§ {i + 1}"\n+++\n\n{text}\n')
        write(f"{folder}/content/policy/sak-{i}/forslag.md", head + f'status = "proposed"\nadopted_by = "kf"\n+++\n\n{text}\n\nNytt i förslaget.\n')
        items += f'[[items]]\ndocument = "policy/sak-{i}"\naction = "revise"\nsection = "§ {i + 40}"\noutcome = "approved"\n'
        write(f"{folder}/inkommet/riktlinje-{i}.txt", f"Riktlinjer för ämne {i}\n\nAntagen av kommunstyrelsen 2020-0{i % 9 + 1}-15, § {i + 7}.\n\nSyfte\n\nRiktlinjerna säger hur ämne {i} sköts i kommunen, och av vem.\n")
    write(f"{folder}/content/meetings/2026-11-20-kf.md", f'+++\ntitle = "Kommunfullmäktige"\nbody = "kf"\ndate = 2026-11-20\n{items}+++\n')
    run(folder, "seal")


COMMANDS = {
    "build": ["build"],
    "adopt": ["adopt", "--meeting", "2026-11-20-kf"],
    "archive": ["archive"],
    "rename": ["rename", "policy/sak-3", "policy/sak-tre"],
    "import": ["import", "inkommet"],
    "review": ["review", "policy/sak-5", "--date", "2026-11-20", "--section", "§ 99", "--by", "kf"],
}


def begin(folder, *command, env=None):
    return subprocess.Popen([STYRDOK, *command, "-C", folder, "--today", TODAY], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env)


def run(folder, *command):
    p = begin(folder, *command)
    said, _ = p.communicate(timeout=120)
    return p.returncode, said


def on_its_way(name):
    """Whether a file is one that the site does not read and the next run takes away: it has not got to its place."""
    return name.startswith(".") and name.endswith(".styrdok-new")


def leftovers(folder):
    return [os.path.join(at, f) for at, _, files in os.walk(folder) for f in files if on_its_way(f)]


def empty(folder):
    """Visible folders that hold nothing."""
    return {os.path.relpath(at, folder) for at, folders, files in os.walk(folder) if not folders and not files and "/." not in at}


def state(folder):
    """Digests of all that a person or a reader sees: the site's files, the output and the archive, without what styrdok keeps for itself."""
    out = {}
    for at, folders, files in os.walk(folder):
        folders[:] = [f for f in folders if f != ".styrdok" and not f.endswith(".styrdok-new")]
        for f in files:
            path = os.path.join(at, f)
            if not f.endswith(".lock") and not on_its_way(f):
                out[os.path.relpath(path, folder)] = hashlib.sha256(open(path, "rb").read()).hexdigest()
    return out


def whole(name, now, before, after, how):
    """Every file is as before or as after; the output of a build, a bag of an archive and the files of one decision change together."""
    for path in set(now) | set(before) | set(after):
        if now.get(path) not in (before.get(path), after.get(path)):
            return failed(f"{name}, {how}: {path} is neither old nor new")
    def together(part, of):
        changed = {p for p in set(before) | set(after) if part(p) and before.get(p) != after.get(p)}
        new = {p for p in changed if now.get(p) == after.get(p)}
        if new and new != changed:
            failed(f"{name}, {how}: {of} is half new: {len(new)} of {len(changed)}, lacking {sorted(changed - new)[:3]}")
    together(lambda p: p.startswith("public/"), "the output")
    for bag in {p.split("/")[1] for p in after if p.startswith("archive/") and p.count("/") > 1}:
        together(lambda p: p.startswith(f"archive/{bag}/"), f"package {bag}")


def prepared(name):
    """Returns a site as it is before a command, what that is, and what it is afterwards."""
    folder, done = f"{work}/{name}", f"{work}/{name}-done"
    new_site(folder)
    run(folder, "build")
    if name == "build": # something that every page and print shows
        run(folder, *COMMANDS["adopt"])
        with open(f"{folder}/config.toml", "a") as f:
            f.write('\n[terms]\nanchor = "kommunstyrelsen"\n')
    shutil.copytree(folder, done, symlinks=True)
    before = state(folder)
    begun = time.perf_counter()
    code, said = run(done, *COMMANDS[name])
    took = time.perf_counter() - begun
    if code != 0:
        sys.exit(f"{name} fails undisturbed: {said}")
    after = state(done)
    if before == after:
        sys.exit(f"{name} changes nothing")
    return folder, before, after, took


def again(name, folder, after, how):
    """Runs a command once more, and wants the site as it is undisturbed."""
    code, said = run(folder, *COMMANDS[name])
    now = state(folder)
    if now != after:
        differing = sorted(p for p in set(now) | set(after) if now.get(p) != after.get(p))
        return failed(f"{name}, {how}: the next run does not bring what an undisturbed one does: exit {code}, {differing[:4]}", said[-400:])
    if leftovers(folder):
        failed(f"{name}, {how}: the next run does not take away {leftovers(folder)[:4]}")
    code, said = run(folder, "check")
    if code != 0:
        failed(f"{name}, {how}: check finds errors afterwards", said[-400:])


def kills(name, number):
    folder, before, after, took = prepared(name)
    for i in range(number):
        site = f"{work}/killed"
        shutil.copytree(folder, site, symlinks=True)
        p = begin(site, *COMMANDS[name])
        time.sleep(random.uniform(0, took * 1.1))
        p.send_signal(signal.SIGKILL)
        p.communicate()
        now = state(site)
        count(f"{name}: killed, " + ("old" if now == before else "new" if now == after else "between"))
        if p.returncode == -signal.SIGKILL:
            count("killed before the end")
        whole(name, now, before, after, f"kill {i}")
        again(name, site, after, f"kill {i}")
        shutil.rmtree(site)


def refused(name, before, after, site, how):
    """Runs a command that the machine fails: it may succeed, or says so in words and leaves everything."""
    code, said = run(site, *COMMANDS[name])
    now = state(site)
    count(f"{how}: " + ("done" if code == 0 else "refused"))
    whole(name, now, before, after, how)
    if leftovers(site) and how != "read-only disk":
        failed(f"{name}, {how}: it leaves {leftovers(site)[:4]}")
    if empty(site):
        failed(f"{name}, {how}: it leaves folders with nothing in them: {sorted(empty(site))[:4]}")
    if code == 0 and now != after:
        failed(f"{name}, {how}: success is told, but not all is done")
    if code != 0 and (code not in (1, 2, 3) or "goroutine" in said or not said.strip()):
        failed(f"{name}, {how}: exit {code}", said[-400:])


def disk(name):
    """Runs a command on a disk that is full, nearly full or read-only."""
    folder, before, after, _ = prepared(name)
    size = sum(os.path.getsize(os.path.join(at, f)) for at, _, files in os.walk(folder) for f in files)
    for left in (0, 16, 64, 256, 1024):
        mount = f"{work}/disk"
        os.makedirs(mount)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size * 4 + (16 << 20)}", "tmpfs", mount], check=True)
        try:
            site = f"{mount}/site"
            shutil.copytree(folder, site, symlinks=True)
            free = os.statvfs(mount)
            with open(f"{mount}/filler", "wb") as f:
                f.write(bytes(max(0, free.f_bavail * free.f_frsize - left * 1024)))
            refused(name, before, after, site, f"{left} kB left")
            os.remove(f"{mount}/filler")
            again(name, site, after, f"after {left} kB were left")
        finally:
            subprocess.run(["umount", mount], check=True)
            os.rmdir(mount)
    mount = f"{work}/disk"
    os.makedirs(mount)
    subprocess.run(["mount", "--bind", folder, mount], check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", mount], check=True)
    try:
        refused(name, before, after, mount, "read-only disk")
    finally:
        subprocess.run(["umount", mount], check=True)
        os.rmdir(mount)


def permissions(name):
    """Runs a command as a user who may read everything and write nothing."""
    folder, before, after, _ = prepared(name)
    os.chmod(work, 0o755)
    p = subprocess.run(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", STYRDOK, *COMMANDS[name], "-C", folder, "--today", TODAY], capture_output=True, text=True, cwd="/")
    count("without permission: " + ("done" if p.returncode == 0 else "refused"))
    if state(folder) != before or p.returncode not in (0, 1, 2, 3) or "goroutine" in p.stderr:
        failed(f"{name} without permission: exit {p.returncode}", p.stderr[-400:])


def at_once(name, number):
    """Runs a command several times at once: the site is then as after one."""
    folder, before, after, _ = prepared(name)
    running = [begin(folder, *COMMANDS[name]) for _ in range(number)]
    said = [p.communicate(timeout=300)[0] for p in running]
    count(f"{number} at once")
    if state(folder) != after or all(p.returncode for p in running):
        differing = sorted(p for p in set(state(folder)) | set(after) if state(folder).get(p) != after.get(p))
        failed(f"{name}, {number} at once: {[p.returncode for p in running]} {differing[:4]}", *[s[-200:] for s in said])


def fresh():
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)


try:
    for i, name in enumerate(COMMANDS):
        share = KILLS * (i + 1) // len(COMMANDS) - KILLS * i // len(COMMANDS)
        fresh(); kills(name, share)
        if os.geteuid() == 0:
            fresh(); disk(name)
            fresh(); permissions(name)
        for number in (2, 4):
            fresh(); at_once(name, number)
        print(f"{name}: {share} kills and other faults tried", flush=True)
finally:
    shutil.rmtree(work, ignore_errors=True)
for what in sorted(counts):
    print(f"{counts[what]:5} {what}")
print(f"{len(failures)} failures")
sys.exit(1 if failures else 0)
