"""Which opinions are like which: copies, the same demand in other words, one person twice.

Local and deterministic; see `groups` for how opinions are grouped, `nearest` for those like one,
`cohesion` for whether texts have enough in common to share one answer.

How it grows, n distinct texts: copies by an index of rare pairs of characters, close to n; themes
by shared words, n squared in its simplest step only (an addition), each text held against at most
60 others; memory with the characters, about 15 kB an opinion. 10,000 opinions take seconds. What is
slow on purpose (thousands of texts spun from the same few sentences) takes minutes, not memory.
"""
