"""回音 Huiyin: a county's public consultations, answered one by one."""

import os

os.environ.setdefault("PICCOLO_CONF", "backend.piccolo_conf")
