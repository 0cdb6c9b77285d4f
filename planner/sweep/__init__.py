"""Many slates in one go: rounds × scenarios, each also with nominees who decline and leaders who retire, drawn by lot.

Every run is a slate of its own, as ``planner propose`` finds it: of a round, under a scenario, with those who were
drawn laid over it as bans and leaves, so that any run can be made again by hand. The runs go to an executor, processes
of this machine or a Dask cluster, and each is kept in a file as soon as it ends: what is there is not run again.

The document (``planner sweep --json``; ``document.build``)::

    schema      1
    lang        of the texts in it
    complete    whether every run ended (false after Ctrl-C)
    rounds      [{id, title, date, sha256, file}]
    scenarios   [{name, reason, file}]: the plain scheme first, its file "" where none says just that; those that ask
                for the same are one
    draws, declines, retirements, seed   how often, how many nominees decline and how many leaders ask to retire early
                in each draw, and the seed (``plan.drawn`` tells how lots are drawn)
    runs        [{round, scenario, draw, declined, retired, status, canonical, tiers, appointments, empty, targets}]
                in the order of round, scenario and draw; draw 0 is undisturbed. round, scenario: places in the lists
                above. declined: [{post, cadre}]; retired: cadres. status: optimal, feasible, infeasible, unknown (time
                ran out), or missing (not made: interrupted), and then no more. tiers, appointments: as in a slate
                document; empty: seats nobody holds, unlisted ones too; targets: [{id, where, shortfall}] of the rules
                to strive for and of the shares, where: a province, else "". Nothing is drawn where the undisturbed
                slate is not there, or not proven
    groups      what the runs say together: those of a round and scenario where lots are drawn, else those of a round
                under all scenarios. The undisturbed run (of the plain scheme) is told apart, as the first, and not
                counted with the others:
                [{round, scenario (null: all), statuses, distinct, tiers, targets, nominees, newcomers}]
        statuses    {status: runs}, the first too
        distinct    how many of the others differ in what is asked: lots may draw the same people again
        tiers       [{id, first, least, median, most}]; null where there is none
        targets     [{id, where, met, of, first, least, median, most}]: in how many of the others with a slate it is
                    met; of: those in which it is in force; the other figures: shortfalls
        nominees    [{post, cadre, stands, of, drawn, others, empty, stays}]: those of the first. drawn: others with a
                    slate in which he or she declines or retires; of: without these; stands: those of them that propose
                    the same person for the same title (seats alike are one title). Of all that do not, others:
                    [{cadre, runs}] who is new to the title; empty: nobody is, and a seat of it is empty; stays: nobody
                    is, and none is: whoever sits there stays
        newcomers   [{cadre, runs}]: who is appointed in some other, but not in the first

The same rounds, scenarios, draws and seed give the same document, wherever and in however many parts the runs were
made. A time limit may change that, as it may with any slate; runs it cut short are told by their status.
"""
