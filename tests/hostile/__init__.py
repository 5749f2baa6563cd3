"""Attacks on the program, as tests: files from strangers, disks that fail, processes that die.

Every file attacks a subject and says at its top which. Nothing binary is kept here: a script
makes each attacker's file anew, from a project of ours, with the builders of ``attackers``.
What an attack must not do is the same everywhere: read or write another file, run a program,
hang, lose an act that was acknowledged, or end in anything but one sentence.
"""
