"""The catalogue of major administrative decisions (重大行政决策事项目录), one per year.

A **Catalogue** goes draft → submitted → approved → published; after that it changes only by
**Adjustment** (动态调整: add, defer, remove, reschedule), which makes a new **version** of the
decision; every published version keeps its address for ever. A **Decision** (事项) has one lead
unit (承办单位), co-units (协办单位), a basis (决策依据), a procedure (决策程序: which steps are
required, and why or why not) and a plan (实施计划: steps with dates and outputs), on which the
gates of the 《重大行政决策程序暂行条例》 stand. Progress (a step done) is not an adjustment.

Non-public matters live in their own series of numbers: no public number, count, address, feed
or timing shows that they exist. Every public read goes through `queries/visible.py`.
"""
