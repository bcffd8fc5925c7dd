/// Published monthly activity and estimated cost of Southampton patients at London trusts, April 2014 (index 0) to February 2016 (index 22).
enum PublishedSouthampton {
  static let commissioner = "10X"

  /// Activity by month.
  static let outpatientsActivity = [34, 31, 24, 33, 18, 33, 31, 26, 42, 32, 23, 21, 19, 18, 23, 43, 28, 33, 27, 42, 24, 39, 24]
  /// Estimated cost by month, whole pounds.
  static let outpatientsCost = [
    5611, 5058, 4111, 5617, 3159, 5082, 4262, 3973, 6446, 4564, 3695, 4241, 3147, 2953, 3493, 7122, 3946, 4615, 4139, 6204, 4076, 6743, 4178,
  ]
  /// The printed grand total of the costs.
  static let outpatientsCostTotal = 106436

  /// Activity by month.
  static let inpatientsActivity = [18, 39, 18, 30, 31, 26, 33, 24, 28, 29, 24, 15, 26, 24, 24, 23, 22, 20, 20, 30, 25, 23, 22]
  /// Estimated cost by month, whole pounds.
  static let inpatientsCost = [
    27774, 60758, 31813, 47097, 28860, 81756, 39997, 109451, 52138, 40461, 22906, 33373, 75935, 27817, 32754, 40130, 41126, 30337, 28317, 48708,
    42640, 40717, 54141,
  ]
  /// The printed grand total of the costs.
  static let inpatientsCostTotal = 1039005

  /// Activity by month.
  static let emergencyActivity = [52, 55, 51, 67, 74, 52, 48, 59, 76, 49, 48, 45, 60, 50, 64, 58, 88, 66, 59, 67, 70, 51, 50]
  /// Estimated cost by month, whole pounds.
  static let emergencyCost = [
    6773, 6653, 6273, 8006, 8563, 6872, 5699, 7219, 9302, 6011, 5498, 4638, 7388, 5973, 7317, 6887, 10325, 7555, 6812, 7544, 8376, 6086, 5970,
  ]
  /// The printed grand total of the costs.
  static let emergencyCostTotal = 161742

  /// Who referred the 24 attendances of February 2016: name as printed, estimated cost, activity.
  static let referrers: [(name: String, cost: Int, activity: Int)] = [
    ("No detail provided", 395, 2),
    ("Barts Health NHS Trust", 323, 1),
    ("Southampton University Hospitals NHS Trust", 281, 2),
    ("University Hospital Southampton NHS Foundation Trust", 273, 1),
    ("Brook House Surgery", 217, 1),
    ("Hammersmith Hospital", 211, 1),
    ("Grove Medical Practice", 210, 1),
    ("Cheviot Road Surgery", 206, 1),
    ("University College Hospital", 205, 1),
    ("St Mary’s Hospital (HQ)", 170, 1),
    ("Southampton General Hospital", 165, 1),
    ("The Royal London Hospital", 155, 1),
    ("King’s College Hospital (Denmark Hill)", 154, 1),
    ("St. Mary’s Surgery", 150, 1),
    ("Kings College Dental Hospital", 150, 1),
    ("Chelsea & Westminster Hospital", 142, 1),
    ("REFERRING ORGANISATION CODE NOT KNOWN", 138, 1),
    ("Burgess Road Surgery", 138, 1),
    ("Moorfields Eye Hospital (City Road)", 132, 1),
    ("Kings @ Queen Mary’s Hospital Sidcup", 126, 1),
    ("Tudor Way Surgery", 126, 1),
    ("Guy’s and St Thomas’ NHS Foundation Trust", 110, 1),
  ]
}
