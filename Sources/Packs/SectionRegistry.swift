/// Every section that can be built, in the order of the reference.
package let sectionBuilders: [SectionBuilder] = [
  headlines, narrativeSection, restatementsSection, commentarySection, planVersusActual, trustDashboard, positionMatrix, positionByProvider, positionByCommissioner,
  varianceByProvider,
  varianceByCommissioner, cumulativeSection, monthlyTrendByProvider, monthlyTrendByCommissioner, peerComparison, activityByPOD, activityBySpecialty,
  providerTrends, monthlyCosts,
  topTenOverspend, topTenZeroPlan, firstToFollowUp, susActivity, referralsSection, referringOrganisations, highCostPatients, qualitySection,
  qualityCharts, qualitySelfCertification,
  whereToLook, priceBenchmark, dataQuality, methods,
]
