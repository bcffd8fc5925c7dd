/// Every rule that the program's sections use: what templates are checked against.
package let narrativeRules: [SentenceRule] =
  coverRules + headlineRules + tileRules + thingsToKnowRules + positionRules + positionMatrixRules + varianceRules + cumulativeRules
  + monthlyTrendRules + planVersusActualRules + peerRules + podRules + specialtyRules + topTenRules + followUpRules + susRules + dashboardRules
  + yearRules + lookRules + priceRules + restatementRules + commentaryRules + pressureRules + dataQualityRules + noteRules
