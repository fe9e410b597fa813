"""Tells people from machines without asking them anything, and without a token of their own.

A **stamp** says when a form was made; a **trap** is a field nobody sees; a **proof** is work the
browser did while the person wrote, for one **idempotency key** only. No CAPTCHA, no service.
"""
