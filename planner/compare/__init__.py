"""Scenarios side by side: solved, compared, and each difference put down to the settings that cause it.

The document (``planner compare --json``; ``document.build``), from which the workbook and the terminal are written::

    schema      1
    lang        of the texts in it
    complete    whether every scenario ended and every cause was sought (false after Ctrl-C)
    round       {id, title, date, sha256}; scheme: its id; scheme_name
    scenarios   one a column, the plain scheme first; all lists of columns below are in this order
        name, reason, file      file: as given on the command line, "" for the scheme without a scenario
        plain                   whether it changes nothing in the scheme
        status                  optimal, feasible, infeasible, unknown (time ran out, or stopped before its end)
        canonical               the only slate as good
        tiers                   [{id, value, bound, proven}], in the order used; [] without a slate
        figures                 {filled, seated_women, seated_young, appointed, women, young, vacant, held_women,
                                held_young, moves}; null without a slate. Seats and people of listed posts; women and
                                young: of those appointed; moves: sitting leaders who change their post
        shares                  [{id, where, percent, need, got, of, held, shortfall}], where: a province
        settings                [{key, value, scheme, text}]: what differs from the scheme, see ``planner.settings``
        conflict, more_conflicts, repairs   of a scenario without a slate: why there is none, as in the slate document
        differing               posts whose holder is not that of the first column; null where not comparable
        explained               whether the causes of all of them were sought as far as the budget goes
    matrix      [{post, title, unit, listed, incumbent, holders, kinds, same}]: every managed post and every other one
                somebody is sent to or leaves, in protocol order. holders: cadre, "" = empty, null = no slate. kinds: of
                an appointment enter, promote, lateral, lower, second; "stays"; of an empty seat why (frozen, exam,
                reserved, no_candidate, held_women, held_young, left_empty, or "" for an unlisted one); null.
                same: one holder in all columns with a slate
    stable      [{post, cadre, appointed}]: the same name in all of them; appointed: a newcomer, else who sits there now
    only        [{scenario, cadre, posts}]: people appointed in one scenario alone; scenario: its place in scenarios
    causes      [{scenario, post, from, to, settings, smallest, minimal}]: each difference from the first column.
                settings: keys of the scenario's settings which, laid on the scheme alone, give the post that holder
                (solved again); smallest: no smaller set does, each was tried; minimal: none of them can be left out;
                [] where it was not sought
    units       {unit: {name, bloc, bloc_name, province}}, in protocol order
    people      {cadre: {name, woman, young, now}}: everybody named in the matrix

Causes are the causes of this round's slates under this law, nothing more: two settings may matter only together, and
another set of the same size may do it too.
"""
