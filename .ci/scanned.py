"""Reads what the scanners of .ci/scan have left behind, and says what counts."""
import glob
import json
import os
import re
import sys

out = sys.argv[1]
bad = 0

print("ffuf: what is there besides the routes, and what fails")
careless = set(open(os.path.join(out, "careless.txt")).read().split("\n"))
# What of the careless names is meant to be there, for whom it is meant.
meant = {"api", "metrics", "admin"}
asked = 0
for name in sorted(glob.glob(os.path.join(out, "ffuf-*.json"))):
    with open(name) as f:
        found = json.load(f)
    for r in found["results"]:
        word, status = r["input"]["FUZZ"], r["status"]
        asked += 1
        served = status == 200 and word in careless and word != "metrics"
        if status >= 500 or served:
            bad += 1
            print("  FINDING", os.path.basename(name), r["url"], status)
print(f"  {asked} answers other than 404")

print("wapiti:")
informational = {"Content Security Policy Configuration", "HTTP Secure Headers", "HttpOnly Flag cookie", "Secure Flag cookie"}
for name in sorted(glob.glob(os.path.join(out, "wapiti-*.json"))):
    with open(name) as f:
        said = json.load(f)
    print(" ", os.path.basename(name), said["infos"].get("crawled_pages_nbr", said["infos"].get("crawled_pages", "")), "pages")
    for part in ("vulnerabilities", "anomalies"):
        for kind, all in said[part].items():
            for one in all:
                note = kind in informational
                bad += 0 if note else 1
                print("    note" if note else "    FINDING", kind, one["method"], one["path"], one["parameter"], one["info"][:160])

print("sqlmap:")
for name in sorted(glob.glob(os.path.join(out, "sqlmap-*.log"))):
    text = open(name, errors="replace").read()
    hurt = re.search(r"is vulnerable|injection point\(s\)|back-end DBMS:", text)
    done = "all tested parameters do not appear to be injectable" in text
    bad += 1 if hurt or not done else 0
    print("  FINDING" if hurt else "  nothing" if done else "  NOT DONE", os.path.basename(name))

with open(os.path.join(out, "server.log"), errors="replace") as f:
    defects = [line for line in f if "level=ERROR" in line or "panic" in line]
for line in defects[:20]:
    print("  DEFECT", line.strip()[:300])
bad += len(defects)
print("findings above informational:", bad)
sys.exit(1 if bad else 0)
