"""Many slates in one go: rounds × scenarios, each also with nominees who decline and leaders who retire, drawn by lot.

Every run is a slate of its own, as ``planner propose`` finds it: of a round, under a scenario, with those who were
drawn laid over it as bans and leaves, so that any run can be made again by hand. The runs go to an executor, processes
of this machine or a Dask cluster, and each is kept in a file as soon as it ends: what is there is not run again.

The document (``planner sweep --json``; ``document.build``)::

    schema      1
    lang        of the texts in it
    complete    whether every run ended (false after Ctrl-C)
    rounds      [{id, title, date, sha256, file}]
    scenarios   [{name, reason, file}]: the plain scheme first, its file ""
    draws, declines, retirements, seed   how often, how many nominees decline and how many leaders ask to retire early
                in each draw, and the seed (``plan.drawn`` tells how lots are drawn)
    runs        [{round, scenario, draw, declined, retired, status, canonical, tiers, appointments, vacant, targets}]
                in the order of round, scenario and draw; draw 0 is undisturbed. round, scenario: places in the lists
                above. declined: [{post, cadre}]; retired: cadres. status: optimal, feasible, infeasible, unknown (time
                ran out), or missing (not run: interrupted, or nobody to draw from for want of a first slate). tiers,
                appointments: as in a slate document; vacant: listed seats left empty; targets: [{id, where,
                shortfall}] of the rules to strive for and of the shares, where: a province, else ""
    groups      what the runs say together: those of a round and scenario where there were draws, else those of a round
                under all scenarios. [{round, scenario (null: all), statuses, tiers, targets, nominees, newcomers}]
        statuses    {status: runs}
        tiers       [{id, first, least, median, most}]; first: of the undisturbed slate
        targets     [{id, where, met, of, first, least, median, most}]: in how many of the runs with a slate it is met,
                    and the shortfalls
        nominees    [{post, cadre, stands, of, drawn, others, empty}]: those of the undisturbed slate. drawn: runs with
                    a slate in which he or she declines or retires; of: the other ones; stands: those of them that
                    propose the same person for the same title (seats alike are one title). Of all the runs without
                    that person there, others: [{cadre, runs}] who is new to the title; empty: runs in which nobody is
        newcomers   [{cadre, runs}]: who is appointed in some run, but not in the undisturbed slate

The same rounds, scenarios, draws and seed give the same document, wherever and in however many parts the runs were
made. A time limit may change that, as it may with any slate; runs it cut short are told by their status.
"""
