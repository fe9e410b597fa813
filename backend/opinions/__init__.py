"""The ledger of opinions (意见): one numbered record for each, whatever way it came.

A *subject* (征求意见的事项) is what opinions are invited on; its *passages* are the parts that one
can point at, such as a draft's clauses. An opinion is received, then published, only counted,
withheld by a rule, a duplicate, or withdrawn; like opinions form an *opinion point* (意见要点) that
is answered once; each valid one ends in a *disposition* (采纳情况) with a reason, published for all
at once as the *adoption report* (采纳情况反馈). The figures reconcile, per channel and in total:

    received = published + counted only + withheld (by rule) + duplicate + withdrawn + pending
"""
