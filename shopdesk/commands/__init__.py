"""What each subcommand of the command line does, by topic. Part of the ``cli`` room: no Qt."""
