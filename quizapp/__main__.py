"""`python -m quizapp` is the same as the installed `quizapp` command."""

from quizapp.app import main

main()
