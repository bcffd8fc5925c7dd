// The counts of the referrals page: adds up cells for what is chosen, by month and by each axis.
var counts = (function () {
  'use strict';
  var data = JSON.parse(document.getElementById('data').textContent);
  var order = ['commissioner', 'locality', 'practice', 'specialty', 'provider', 'source'];
  var columns = data.places.map(exact.numbers);
  var last = 0;
  columns[0] = (columns[0] || []).map(function (step) { last += step; return last; });
  var month = exact.numbers(data.month);
  var count = exact.numbers(data.count);
  var population = exact.numbers(data.population);
  var ofCommissioner = exact.numbers(data.practiceCommissioner);
  var ofLocality = exact.numbers(data.practiceLocality);
  var axes = data.axes.map(function (axis, at) { return { id: axis.id, name: axis.name, members: axis.members, column: columns[at] }; });
  var practice = axes.find(function (axis) { return axis.id === 'practice'; });
  var locality = axes.find(function (axis) { return axis.id === 'locality'; });
  // A locality follows from its practice and is no column of its own.
  if (locality && practice) { locality.column = practice.column.map(function (place) { return ofLocality[place]; }); }
  axes.sort(function (a, b) { return order.indexOf(a.id) - order.indexOf(b.id); });
  var yearStart = data.yearStart;

  // Counts by month for the choice, and for each axis the counts of its members in the year and in the same months of the year before; what is chosen on
  // an axis does not bound the table of that axis, so that one sees what else there is.
  function sum(choice) {
    var places = axes.map(function (axis) {
      var at = axis.id === 'source' ? -1 : axis.members.findIndex(function (member) { return member[0] === choice[axis.id]; });
      return at < 0 ? null : at;
    });
    var source = axes.findIndex(function (axis) { return axis.id === 'source'; });
    var sourceAt = axes[source].members.findIndex(function (member) { return member[0] === choice.source; });
    var months = data.months.map(function () { return 0; });
    var tables = axes.map(function () { return new Map(); });
    var length = data.months.length - yearStart;
    for (var at = 0; at < month.length; at += 1) {
      var misses = 0;
      var missed = -1;
      for (var axis = 0; axis < axes.length; axis += 1) {
        var isIn = axis === source
          ? choice.source === 'all' || (sourceAt < 0 ? data.referral.charAt(at) === '1' : axes[axis].column[at] === sourceAt)
          : places[axis] === null || axes[axis].column[at] === places[axis];
        if (!isIn) { misses += 1; missed = axis; }
        if (misses > 1) { break; }
      }
      if (misses > 1) { continue; }
      if (!misses) { months[month[at]] += count[at]; }
      var when = month[at] >= yearStart ? 1 : month[at] >= yearStart - 12 && month[at] < yearStart - 12 + length ? 2 : 0;
      if (!when) { continue; }
      for (axis = 0; axis < axes.length; axis += 1) {
        if (misses && axis !== missed) { continue; }
        var place = axes[axis].column[at];
        var own = tables[axis].get(place) || [place, 0, 0];
        own[when] += count[at];
        tables[axis].set(place, own);
      }
    }
    return { months: months, tables: tables.map(function (table) { return Array.from(table.values()); }) };
  }

  function weighted(axis, place) {
    if (axis === 'practice') { return population[place] || 0; }
    if (axis !== 'locality') { return 0; }
    return population.reduce(function (total, one, at) { return total + (ofLocality[at] === place ? one : 0); }, 0);
  }
  // Which members of an axis can be chosen: those of the commissioner and the locality that are chosen.
  function offered(axis, choice) {
    var members = axis.members.map(function (member, at) { return { code: member[0], name: member[1], at: at }; });
    var commissioner = axes[0].members.findIndex(function (member) { return member[0] === choice.commissioner; });
    var place = locality ? locality.members.findIndex(function (member) { return member[0] === choice.locality; }) : -1;
    if (axis.id === 'practice') {
      return members.filter(function (one) {
        return (commissioner < 0 || ofCommissioner[one.at] === commissioner) && (place < 0 || ofLocality[one.at] === place);
      });
    }
    if (axis.id === 'locality' && commissioner >= 0) {
      return members.filter(function (one) { return ofLocality.some(function (of, at) { return of === one.at && ofCommissioner[at] === commissioner; }); });
    }
    return members;
  }

  // Where small numbers are held back, referrals alone are counted, whatever their source.
  var hasSources = axes.find(function (axis) { return axis.id === 'source'; }).members.length > 1;
  return { data: data, axes: axes, hasSources: hasSources, sum: sum, weighted: weighted, offered: offered, monthsInYear: data.months.length - yearStart };
}());
