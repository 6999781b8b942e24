"""Runs wapiti. Debian's 3.0.4 cannot leave out an address under Python 3.11:
it writes the flags of an expression where they are no longer taken."""
import fnmatch
import re

import wapitiCore.net.crawler as crawler
from wapitiCore.main.wapiti import wapiti_main

crawler.wildcard_translate = lambda pattern: re.compile(fnmatch.translate(pattern))
wapiti_main()
