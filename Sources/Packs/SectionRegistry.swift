/// Every section that can be built, in the order of the reference.
package let sectionBuilders: [SectionBuilder] = [
  headlines, narrativeSection, restatementsSection, commentarySection, planVersusActual, trustDashboard, positionMatrix, positionByProvider,
  positionByCommissioner,
  varianceByProvider,
  varianceByCommissioner, cumulativeSection, monthlyTrendByProvider, monthlyTrendByCommissioner, peerComparison, forecastSection, activityByPOD,
  activityBySpecialty,
  topTenOverspend, topTenZeroPlan, firstToFollowUp, susActivity, referralsSection, referringOrganisations, highCostPatients, qualitySection,
  qualityCharts, qualitySelfCertification,
  dataQuality, methods,
]
