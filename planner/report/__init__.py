"""One page to look at: scenarios side by side, the front of trade-offs, who holds what, each unit's team.

A single HTML file that needs nothing beyond itself. ``story`` solves as ``planner compare`` and ``planner front`` do
and judges every slate again from its holders; ``figures``, ``matrix``, ``teams`` and ``front`` say what stands on the
page, ``document`` all of it in order; ``page`` lays it out (the files of the folder ``layout``: templates, style,
script). Everything is in the file as it is read: the script only filters, marks and switches, and nothing in the page
can reach a network (see ``page``).
"""
