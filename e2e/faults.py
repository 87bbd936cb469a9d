#!/usr/bin/env python3
"""Takes the machine away from commands that write: e2e/faults.py STYRDOK [KILLS [COMMAND…]]

Kills commands at random moments and at random system calls (300 in all unless KILLS says otherwise), has system calls fail, fills the
disk, makes it read-only, takes away permissions, writes to another disk, and runs commands two and four at once, the same and others.
After each: every file of the author is as before or as the command leaves it, nothing half-written can be seen, the message is in words,
and running the command again brings what it brings undisturbed. A command that ended before it was killed is no kill: another moment is
drawn. Needs Linux; disks need root, and system calls strace and a
program that is linked statically, as releases are (CGO_ENABLED=0). Ends with counts,
and with exit code 1 if something did not hold.
"""
import collections, hashlib, itertools, os, random, re, shutil, signal, subprocess, sys, tempfile, time

STYRDOK = os.path.realpath(sys.argv[1])
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 300
TODAY = "2026-11-22"
DRAWS = 10 # of a moment, until the command has not ended before it
DOCUMENTS = 12
# A key without a password, for these sites alone. One with a password takes seconds to be made or read.
KEY = "RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEs26yxE7AMj0zOYBctdO56YYsAfmiVZYqWthzF1goPMYK/g3gBg6XfHmnkP0dnQbsBLi706zarbHY05JDFvoUIfI7it2NnSaAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
ROOT = os.geteuid() == 0
STRACE = shutil.which("strace")
# In memory, where there is such a place: a disk has to be waited for at every file, and nothing here takes the power from it.
work = tempfile.mkdtemp(prefix="styrdok-faults-", dir=os.environ.get("TMPDIR") or ("/dev/shm" if os.path.isdir("/dev/shm") else None))
random.seed(20261122)
failures, counts = [], collections.Counter()

# Each command with what it is called. A folder "disk" is a disk of its own.
COMMANDS = {
    "build": ["build"],
    "build, signed": ["build", "--sign", "nyckel"],
    "build, other disk": ["build", "--out", "disk/ut"],
    "adopt": ["adopt", "--meeting", "2026-11-20-kf"],
    "archive": ["archive"],
    "archive, other disk": ["archive", "--format", "eark", "-o", "disk/arkiv"],
    "adopt one": ["adopt", "policy/sak-7", "--date", "2026-11-20", "--section", "§ 9"],
    "new": ["new", "policy/ny"],
    "rename": ["rename", "policy/sak-3", "policy/sak-tre"],
    "rename one": ["rename", "policy/gammal", "policy/aldre"],
    "import": ["import", "inkommet"],
    "review": ["review", "policy/sak-5", "--date", "2026-11-20", "--section", "§ 99", "--by", "kf"],
    "seal": ["seal"],
    "init": ["init", "ny", "--organisation", "Lillby", "--url", "https://lillby.example/", "--nightly", "cron"],
    "bundle": ["bundle", "2026-11-20-kf"],
    "bundle, other disk": ["bundle", "2026-11-20-kf", "--split", "disk/handlingar"],
    "remind": ["remind", "--write", "brev", "--log"],
    "notify": ["notify", "--write", "nyheter", "--log"],
    "new key": ["verify", "--new-key", "ny-nyckel"],
}
# Files that change together: a build, each package of an archive.
TOGETHER = [r"public/", r"disk/ut/", r"archive/[^/]+/", r"disk/arkiv/[^/]+/"]
# Commands of which a site is wholly before or after, or is told that it is neither. They are also killed at each of these calls.
WHOLE = ["adopt", "adopt one", "new", "rename", "rename one", "review", "seal"]
STEPS = "renameat,renameat2,unlinkat,mkdirat,fsync"
# What a command changes on disk, and what it reads.
CHANGES = "write,pwrite64,renameat,renameat2,linkat,unlinkat,mkdirat,fsync,fchmod,fchmodat,ftruncate,copy_file_range,sendfile"
READS = "openat,read,pread64,getdents64,newfstatat,fstat"
ERRORS = {"EIO": CHANGES.split(",") + READS.split(","), "ENOSPC": ["write", "pwrite64", "mkdirat", "openat", "renameat2", "renameat", "linkat", "copy_file_range"], "EACCES": ["openat", "renameat", "renameat2", "linkat", "mkdirat", "unlinkat"]}


def failed(what, *more):
    failures.append(what)
    print("FAILED", what, *more, file=sys.stderr, flush=True)


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def begin(folder, name, *before, **how):
    args = COMMANDS[name] if isinstance(name, str) else name
    env = dict(os.environ, STYRDOK_KEY_PASSWORD="rätt häst")
    return subprocess.Popen([*before, STYRDOK, *args, "-C", folder, "--today", TODAY], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **how)


def run(folder, name, *before):
    p = begin(folder, name, *before)
    said, _ = p.communicate(timeout=300)
    return p.returncode, said


def new_site(folder):
    """Writes a site in which there is something to do for every command."""
    write(f"{folder}/config.toml", '[site]\ntitle = "S"\nbase_url = "https://s.example/"\n[organisation]\nname = "S"\n[diagnostics]\nstatement-missing = "off"\n'
          '[remind]\ncoordinator = "samordnare@s.example"\nfrom = "styrdokument@s.example"\n[notify]\nto = ["a@s.example", "b@s.example"]\n')
    items = ""
    for i in range(DOCUMENTS):
        head = f'+++\ntitle = "Policy för sak {i}"\nowner = "kanslichefen"\ncase_number = "KS 2024/{i + 1}"\n'
        text = "\n\n".join(f"## Avsnitt {n}\n\n" + f"Kommunen ska sköta sak {i} på det sätt som avsnitt {n} säger. " * 12 for n in range(4))
        write(f"{folder}/content/policy/sak-{i}/2024-03-25.md", head + f'adopted = 2024-03-25\nadopted_by = "kf"\nsection = "§ {i + 1}"\n+++\n\n{text}\n')
        write(f"{folder}/content/policy/sak-{i}/forslag.md", head + f'status = "proposed"\nadopted_by = "kf"\n+++\n\n{text}\n\nNytt i förslaget.\n')
        items += f'[[items]]\ndocument = "policy/sak-{i}"\naction = "revise"\nsection = "§ {i + 40}"\noutcome = "approved"\n'
        write(f"{folder}/inkommet/riktlinje-{i}.txt", f"Riktlinjer för ämne {i}\n\nAntagen av kommunstyrelsen 2020-0{i % 9 + 1}-15, § {i + 7}.\n\nSyfte\n\nRiktlinjerna säger hur ämne {i} sköts i kommunen, och av vem.\n")
    write(f"{folder}/content/meetings/2026-11-20-kf.md", f'+++\ntitle = "Kommunfullmäktige"\nbody = "kf"\ndate = 2026-11-20\n{items}+++\n')
    os.makedirs(f"{folder}/disk")
    write(f"{folder}/nyckel", "untrusted comment: minisign secret key\n" + KEY)
    for command in (["seal"], ["build"]):
        code, said = run(folder, command)
        if code:
            sys.exit(f"{command} fails undisturbed: {said}")
    for name, on in (("ny", "2026-11-01"), ("gammal", "2019-03-25")):
        write(f"{folder}/content/policy/{name}.md", f'+++\ntitle = "Policy {name}"\nadopted = {on}\nadopted_by = "kf"\nsection = "§ 1"\n+++\n\nKommunen ska ha policyn.\n')
    with open(f"{folder}/config.toml", "a") as f: # something that every page and print shows
        f.write('[terms]\nanchor = "kommunstyrelsen"\n')


def on_its_way(name):
    """Whether a file is one that has not got to its place, which the next run takes away."""
    return name.startswith(".") and name.endswith(".styrdok-new")


def leftovers(folder):
    return [os.path.join(at, f) for at, _, files in os.walk(folder) for f in files if on_its_way(f)]


def empty(folder):
    """Visible folders that hold nothing."""
    return {os.path.relpath(at, folder) for at, folders, files in os.walk(folder) if not folders and not files and "/." not in at} - {"disk"}


def state(folder):
    """Digests of all that a person or a reader sees, without what styrdok keeps for itself."""
    out = {}
    for at, folders, files in os.walk(folder):
        folders[:] = [f for f in folders if f != ".styrdok" and not f.endswith(".styrdok-new")]
        for f in files:
            path = os.path.join(at, f)
            name = os.path.relpath(path, folder)
            if not f.endswith(".lock") and not on_its_way(f):
                data = open(path, "rb").read()
                if name.startswith("ny-nyckel") and re.fullmatch(rb"untrusted comment: .*\n[A-Za-z0-9+/=]{50,}\n", data):
                    data = b"" # one key is as good as another
                out[name] = hashlib.sha256(data).hexdigest()
    return out


def copied(folder, site):
    """Copies a site, with a disk of its own for what is written elsewhere."""
    os.makedirs(f"{site}/disk")
    if ROOT:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", f"{site}/disk"], check=True)
    shutil.copytree(folder, site, symlinks=True, dirs_exist_ok=True)
    return site


def removed(site):
    if os.path.ismount(f"{site}/disk"):
        subprocess.run(["umount", f"{site}/disk"], check=True)
    shutil.rmtree(site)


def whole(name, now, before, after, how):
    """Every file is as before or as after, and what is made together changes together."""
    for path in (set(now) | set(before) | set(after)) - {"reminders.log"}: # which grows line by line
        # A draft that is adopted gets its new text first and then its new name.
        renamed = path not in after and any(now.get(path) == new and p not in now and os.path.dirname(p) == os.path.dirname(path) for p, new in after.items())
        if now.get(path) not in (before.get(path), after.get(path)) and not renamed:
            return failed(f"{name}, {how}: {path} is neither old nor new")
    groups = collections.defaultdict(set)
    for path in set(before) | set(after):
        for pattern in TOGETHER:
            if (m := re.match(pattern, path)) and before.get(path) != after.get(path):
                groups[m.group()].add(path)
    for group, changed in groups.items():
        new = {p for p in changed if now.get(p) == after.get(p)}
        if new and new != changed:
            failed(f"{name}, {how}: {group} is half new: {len(new)} of {len(changed)}, lacking {sorted(changed - new)[:3]}")


def differing(a, b):
    return sorted(p for p in set(a) | set(b) if a.get(p) != b.get(p))[:4]


def prepared(name):
    """Returns a site as it is before a command, what that is, what it is after one run and after two, and how long a run takes."""
    folder = f"{work}/site"
    if not os.path.exists(folder):
        new_site(folder)
    done = copied(folder, f"{work}/done")
    before = state(folder)
    begun = time.perf_counter()
    code, said = run(done, name)
    took = time.perf_counter() - begun
    after = state(done)
    run(done, name)
    twice = state(done)
    removed(done)
    if code != 0:
        sys.exit(f"{name} fails undisturbed: {said}")
    if before == after:
        sys.exit(f"{name} changes nothing")
    return folder, before, after, twice, took


def again(name, site, after, twice, how):
    """Runs a command once more, and wants the site as it is undisturbed."""
    now = state(site)
    for f in leftovers(site): # nobody is writing them any more
        os.utime(f, (0, 0), follow_symlinks=False)
    done = now == after
    code, said = run(site, name)
    # What is done cannot be done twice, also if it was this run that has done the rest of it.
    done = done or "avbröts innan allt var skrivet" in said
    now = state(site)
    if code != 0 and not done or now not in (after, twice):
        return failed(f"{name}, {how}: the next run does not bring what an undisturbed one does: exit {code}, {differing(now, after)}", said[-400:])
    if leftovers(site):
        failed(f"{name}, {how}: the next run does not take away {leftovers(site)[:4]}")
    code, said = run(site, ["check"])
    if code != 0:
        failed(f"{name}, {how}: check finds errors afterwards", said[-400:])


def calls(name, folder, which):
    """Returns the system calls that a command makes on files of the site: which, the how manieth of its thread, and whether it may make a file."""
    site, log = copied(folder, f"{work}/traced"), f"{work}/trace"
    run(site, name, STRACE, "-f", "-qq", "-y", "-o", log, "-e", "trace=" + which)
    seen, out = collections.Counter(), []
    for line in open(log, errors="replace"):
        if m := re.match(r"(\d+) +(\w+)\(", line):
            seen[m.groups()] += 1
            if site in line:
                out.append((m.group(2), seen[m.groups()], m.group(2) != "openat" or "O_CREAT" in line))
    removed(site)
    return out


def killed_at(name, site, call, nth):
    return run(site, name, STRACE, "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={nth}")[0]


def after_kill(name, site, before, after, twice, how):
    """Judges a site in which a command was killed, and has it run again."""
    now = state(site)
    counts["killed, " + ("old" if now == before else "new" if now == after else "between")] += 1
    whole(name, now, before, after, how)
    if name in WHOLE:
        code, said = run(site, ["check"])
        if (now in (before, after, twice)) == ("[broken-off]" in said):
            failed(f"{name}, {how}: check ends with {code}, {differing(now, before)}", said[-400:])
    again(name, site, after, twice, how)
    removed(site)


def steps(name):
    """Kills a command at each change of names."""
    folder, before, after, twice, _ = prepared(name)
    for call, nth, _ in sorted(set(calls(name, folder, STEPS))):
        site = copied(folder, f"{work}/killed")
        if killed_at(name, site, call, nth) == -signal.SIGKILL:
            counts["killed at each change of names"] += 1
            after_kill(name, site, before, after, twice, f"killed at {call} {nth}")
        else:
            removed(site)


def kills(name, number):
    folder, before, after, twice, took = prepared(name)
    places = calls(name, folder, CHANGES) if STRACE else []
    for i in range(number):
        late = took
        for _ in range(DRAWS):
            site = copied(folder, f"{work}/killed")
            if places and i % 2:
                call, nth, _ = random.choice(places)
                how = f"killed at {call} {nth}"
                code = killed_at(name, site, call, nth)
            else:
                p = begin(site, name)
                wait = random.uniform(0, late)
                how = f"killed after {wait:.3f} s"
                time.sleep(wait)
                p.send_signal(signal.SIGKILL)
                p.communicate()
                code, late = p.returncode, wait # it takes no longer, if it has ended
            if code == -signal.SIGKILL:
                break
            counts["not counted: ended before it was killed"] += 1
            if code != 0 or state(site) not in (after, twice):
                failed(f"{name}, not {how}: exit {code}, {differing(state(site), after)}")
            removed(site)
        else:
            failed(f"{name} ended {DRAWS} times before it was killed")
            continue
        after_kill(name, site, before, after, twice, how)


def failed_to_speak():
    """Whether a call that was made to fail was the one that writes what the command says: which call of a thread that is differs from run to run."""
    log = f"{work}/injected"
    if not os.path.exists(log):
        return False
    with open(log, errors="replace") as f:
        mute = any(re.search(r"\bwrite\([12]<.*\(INJECTED\)", line) for line in f)
    os.remove(log)
    return mute


def refused(name, before, after, site, how, sweeps=True):
    """Judges a command that the machine fails: it may succeed, or says so in words and leaves everything."""
    code, said = run(site, name, *how[1:])
    now = state(site)
    counts[how[0] + (": done" if code == 0 else ": refused")] += 1
    mute = failed_to_speak()
    what = " ".join(how[:1] + how[-1:])
    whole(name, now, before, after, what)
    if sweeps and leftovers(site):
        failed(f"{name}, {what}: it leaves {leftovers(site)[:4]}")
    if code != 0 and empty(site) and sweeps:
        failed(f"{name}, {what}: it leaves folders with nothing in them: {sorted(empty(site))[:4]}")
    if code == 0 and now != after:
        failed(f"{name}, {what}: success is told, but not all is done: {differing(now, after)}")
    if code != 0 and (code not in (1, 2, 3) or "goroutine" in said or not said.strip() and not mute or re.search(r"input/output error|no space left|permission denied", said)):
        failed(f"{name}, {what}: exit {code}", said[-600:])


def faults(name, number):
    """Has single system calls fail."""
    folder, before, after, twice, _ = prepared(name)
    places = calls(name, folder, CHANGES + "," + READS)
    for error, of in ERRORS.items():
        some = [p for p in places if p[0] in of and (p[2] or error != "ENOSPC")]
        for call, nth, _ in random.sample(some, min(number, len(some))):
            site = copied(folder, f"{work}/faulty")
            how = [f"a call fails with {error}", STRACE, "-f", "-qq", "-y", "-o", f"{work}/injected", "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={nth}"]
            refused(name, before, after, site, how, sweeps=call != "unlinkat")
            again(name, site, after, twice, f"after {call} {nth} failed with {error}")
            removed(site)


def disk(name, number):
    """Runs a command on a disk that is full, nearly full or read-only."""
    folder, before, after, twice, _ = prepared(name)
    size = sum(os.path.getsize(os.path.join(at, f)) for at, _, files in os.walk(folder) for f in files)
    for left in random.sample((0, 16, 64, 256, 1024), number):
        mount = f"{work}/mounted"
        os.makedirs(mount)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size * 4 + (16 << 20)}", "tmpfs", mount], check=True)
        try:
            site = f"{mount}/site"
            shutil.copytree(folder, site, symlinks=True)
            free = os.statvfs(mount)
            with open(f"{mount}/filler", "wb") as f:
                f.write(bytes(max(0, free.f_bavail * free.f_frsize - left * 1024)))
            refused(name, before, after, site, ["full disk"])
            os.remove(f"{mount}/filler")
            again(name, site, after, twice, f"after {left} kB were left")
        finally:
            subprocess.run(["umount", mount], check=True)
            os.rmdir(mount)
    mount = f"{work}/mounted"
    os.makedirs(mount)
    subprocess.run(["mount", "--bind", folder, mount], check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", mount], check=True)
    try:
        refused(name, before, after, mount, ["read-only disk"])
    finally:
        subprocess.run(["umount", mount], check=True)
        os.rmdir(mount)


def permissions(name):
    """Runs a command as a user who may read everything and write nothing."""
    folder, before, after, _, _ = prepared(name)
    os.chmod(work, 0o755)
    os.chmod(f"{folder}/nyckel", 0o644)
    refused(name, before, after, folder, ["without permission", "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"])
    if state(folder) != before:
        failed(f"{name} without permission changes {differing(state(folder), before)}")


def at_once(name, number):
    """Runs a command several times at once: the site is then as after one."""
    folder, before, after, twice, _ = prepared(name)
    site = copied(folder, f"{work}/at-once")
    running = [begin(site, name) for _ in range(number)]
    said = [p.communicate(timeout=300)[0] for p in running]
    counts[f"{number} at once"] += 1
    now, codes = state(site), [p.returncode for p in running]
    if now not in (after, twice) or 0 not in codes or max(codes) > 2:
        failed(f"{name}, {number} at once: {codes} {differing(now, after)}", *[s[-200:] for s in said])
    removed(site)


def pair(a, b):
    """Runs two commands at once: the site is then as after one and then the other."""
    folder = f"{work}/site"
    ends = []
    for order in ((a, b), (b, a)):
        site = copied(folder, f"{work}/one-by-one")
        codes = {name: run(site, name)[0] for name in order}
        ends.append((codes, state(site)))
        removed(site)
    site = copied(folder, f"{work}/pair")
    running = {name: begin(site, name) for name in (a, b)}
    said = {name: p.communicate(timeout=300)[0] for name, p in running.items()}
    codes = {name: p.returncode for name, p in running.items()}
    counts["pairs of commands"] += 1
    end = codes, state(site)
    if end not in ends:
        failed(f"{a} and {b} at once: {end[0]}, differs from one by one in {differing(end[1], ends[0][1])} and {differing(end[1], ends[1][1])}", *[s[-300:] for s in said.values()])
    removed(site)


def main(names):
    thorough = KILLS >= 100
    if not thorough and "new key" in names and len(names) > 1:
        names.remove("new key") # it takes seconds
    for i, name in enumerate(names):
        share = KILLS * (i + 1) // len(names) - KILLS * i // len(names)
        begun = time.perf_counter()
        kills(name, share)
        if STRACE:
            if name in WHOLE:
                steps(name)
            faults(name, 4 if thorough else 1)
        if ROOT:
            disk(name, 3 if thorough else 1)
            permissions(name)
        for number in (2, 4) if name != "new key" else ():
            at_once(name, number)
        print(f"{name}: {share} kills and other faults tried in {time.perf_counter() - begun:.0f} s", flush=True)
    pairs = list(itertools.combinations([n for n in names if n != "new key"], 2))
    for a, b in random.sample(pairs, min(50 if thorough else 6, len(pairs))):
        pair(a, b)


try:
    main(sys.argv[3:] or list(COMMANDS))
finally:
    for at, folders, _ in os.walk(work):
        if "disk" in folders and os.path.ismount(f"{at}/disk"):
            subprocess.run(["umount", f"{at}/disk"])
    shutil.rmtree(work, ignore_errors=True)
    for what in sorted(counts):
        print(f"{counts[what]:5} {what}")
    print(f"{sum(n for what, n in counts.items() if what.startswith('killed, ')):5} kills in all")
    print(f"{len(failures)} failures")
sys.exit(1 if failures else 0)
