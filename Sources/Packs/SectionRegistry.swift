/// Every section that can be built, in the order of the reference.
package let sectionBuilders: [SectionBuilder] = [
  headlines, narrativeSection, restatementsSection, commentarySection, planVersusActual, trustDashboard, positionMatrix, positionByProvider,
  positionByCommissioner,
  varianceByProvider,
  varianceByCommissioner, cumulativeSection, monthlyTrendByProvider, monthlyTrendByCommissioner, peerComparison, heatMapSection, mapSection,
  activityByPOD, activityBySpecialty, topTenOverspend, topTenZeroPlan, firstToFollowUp, susActivity, referralsSection, referringOrganisations,
  highCostPatients, challengesSection, ncaSection, qualitySection, qualityCharts, qualitySelfCertification, schemesSection, localUpdates, dataQuality,
  methods,
]
