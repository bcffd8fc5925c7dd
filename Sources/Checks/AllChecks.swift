import Findings

/// Every check of the lines of returns.
package let lineChecks: [LineCheck] = [
  podOfNationalList, retiredTreatmentFunction, mainSpecialtyInPlace, treatmentFunctionToCome, tariffIndicatorOfList, moneyWithActivity,
  moneyWithResourceGroup, moneyAtNationalTariff, moneyWithMarketForces, drugAtNationalTariff, drugWithMarketForces, drugWithResourceGroup,
  tariffWithoutResourceGroup, partOfASpell, attendanceGroupOfSpell, procedureAsAttendance, emergencyWithoutGroup, followUpAsFirst,
  professionalsDisagree, remoteAsFaceToFace, blockOffPlan, priceWithoutActivity, activityWithoutPrice, negativePrice, negativeActivity, signsDiffer,
  unusualPrice, factorAbovePrice, factorOfAnother, planPriceWithoutActivity, negativePlan, priceInOtherUnits, priceOffTariff, practiceOfAnother,
  unlistedPractice, withoutPractice, specialisedService, responsibleElsewhere, siteOfAnother,
  commissionerOutOfDates,
]

/// Every check of a provider's charges against each other.
package let duplicateChecks: [DuplicateCheck] = [
  sameLineTwice, chargedUnderTwoPODs, chargedToTwoCommissioners, copiedMonth, sameAdjustmentTwice, chargeAndReversal,
]

/// Every check of a provider's year.
package let seriesChecks: [SeriesCheck] = [
  commissionerMissing, podMissing, fewerRows, practicesBlank, resourceGroupsBlank, planMissing, planChanged, frozenMonthRestated, jumpOfCommissioner,
  jumpOfPOD, priceChanged, signFlipped, newWithoutPlan,
]

/// Every check of single attendances and spells.
package let attendanceChecks: [AttendanceCheck] = [
  didNotAttendWithCost, afterDeath, impossibleAge, spellLongerThanYear, dischargedBeforeAdmission, stayDisagrees, outsideItsMonth, clockStopWithCost,
  dayCaseWithStay, followUpGroupedAsFirst, costWithoutGroup, ungroupedWithCost, negativeCost,
]

/// Every check of attendances against each other.
package let attendanceRepeatChecks: [AttendanceRepeatCheck] = [firstTwiceADay, emergencyTwiceADay, spellTwice]

/// Every check of one file against another.
package let crossFileChecks: [CrossFileCheck] = [
  outpatientsAgainstSUS, spellsAgainstSUS, emergenciesAgainstSUS, firstsAgainstSUS, outpatientCostAgainstSUS, spellCostAgainstSUS,
  invoiceAgainstReturn, patientLevelAgainstReturn, drugsAgainstReturn, devicesAgainstReturn,
]

/// The definitions of all of them, by code.
package let checkDefinitions: [CheckDefinition] =
  (lineChecks.map(\.definition) + duplicateChecks.map(\.definition) + seriesChecks.map(\.definition) + attendanceChecks.map(\.definition)
  + attendanceRepeatChecks.map(\.definition) + crossFileChecks.map(\.definition)).sorted { $0.code < $1.code }
