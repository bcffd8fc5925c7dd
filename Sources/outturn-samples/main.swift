import Foundation
import SampleProgrammes

exit(runSamples(Array(CommandLine.arguments.dropFirst())))
