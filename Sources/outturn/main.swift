import OutturnCommand

runOutturn()
