print("outturn-samples")
