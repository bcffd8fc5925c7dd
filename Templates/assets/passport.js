// A click on a figure, or Enter on it, shows its passport: what it is, its exact value, its formula, where it comes from and its id.
(function () {
  'use strict';
  if (!outturn.hasPassports || typeof HTMLDialogElement === 'undefined') { return; }
  document.documentElement.classList.add('live');
  function list(nodes) { return Array.prototype.slice.call(nodes); }
  function element(name, className, text) {
    var node = document.createElement(name);
    if (className) { node.className = className; }
    if (text !== undefined) { node.textContent = text; }
    return node;
  }

  // MARK: The dialog

  var units = { GBP: 'pounds', activity: 'units of activity', count: 'a count', fraction: 'a fraction of one', ratio: 'a ratio', rate: 'a rate' };
  var dialog = element('dialog', 'passport');
  dialog.setAttribute('aria-labelledby', 'passport-title');
  document.body.appendChild(dialog);
  // A click beside it closes it, as Escape does.
  dialog.addEventListener('click', function (event) { if (event.target === dialog) { dialog.close(); } });
  // The one button keeps the focus: Tab would leave the page for the window around it.
  dialog.addEventListener('keydown', function (event) { if (event.key === 'Tab') { event.preventDefault(); } });

  function exact(facts) {
    if (facts.value === null) { return 'none: ' + facts.printed; }
    var parts = facts.value.replace('-', '').split('.');
    // Pounds are written with their pence.
    var rest = facts.unit === 'GBP' && parts[1] ? parts[1].padEnd(2, '0') : parts[1];
    var number = parts[0].replace(/\B(?=(\d{3})+$)/g, ',') + (rest ? '.' + rest : '');
    return (facts.value.charAt(0) === '-' ? '\u2212' : '') + (facts.unit === 'GBP' ? '£' : '') + number;
  }
  function show(named) {
    var facts = outturn.passport(named);
    if (!facts) { return; }
    var title = element('h2', '', facts.label);
    title.id = 'passport-title';
    var pairs = element('dl');
    function pair(term, meaning) {
      var box = element('div');
      var dd = element('dd');
      if (Array.isArray(meaning)) {
        meaning.forEach(function (one) { dd.appendChild(element('span', 'file', one)); });
      } else {
        dd.textContent = meaning;
      }
      box.append(element('dt', '', term), dd);
      pairs.appendChild(box);
    }
    pair('Exact value', exact(facts));
    pair('Unit', units[facts.unit] || facts.unit);
    pair('Period', facts.period);
    if (facts.formula) { pair('Formula', facts.formula); }
    if (facts.sources.length) { pair('Sources', facts.sources); }
    pair('Id', facts.id);
    pairs.lastChild.className = 'id';
    var close = element('button', '', 'Close');
    close.type = 'button';
    close.addEventListener('click', function () { dialog.close(); });
    dialog.replaceChildren(title, element('p', 'value', facts.printed), pairs, close);
    dialog.showModal();
    close.focus();
    dialog.scrollTop = 0;
  }

  // MARK: Reaching figures by keyboard

  // Each table, and the running text of each section, is one stop of the Tab key; arrow keys go on from there. A button is put around the figure that
  // is the stop, and only around that one: a page holds thousands.
  var held = new Map();
  function scope(named) { return named.closest('svg, dialog') ? null : named.closest('table') || named.closest('section'); }
  function figures(of) {
    var all = list(of.querySelectorAll('[data-figure]'));
    if (of.tagName !== 'TABLE') { all = all.filter(function (one) { return scope(one) === of; }); }
    return all;
  }
  function hold(of, named) {
    var before = held.get(of);
    if (before && before.parentNode) {
      if (before.parentNode === named) { return before; }
      before.replaceWith.apply(before, list(before.childNodes));
    }
    var button = element('button', 'figure');
    button.type = 'button';
    button.setAttribute('aria-haspopup', 'dialog');
    button.append.apply(button, list(named.childNodes));
    named.appendChild(button);
    held.set(of, button);
    return button;
  }
  function visible(named) { return named.getClientRects().length > 0; }
  function next(of, named, key) {
    var all = figures(of).filter(visible);
    var at = all.indexOf(named);
    var row = named.closest('tr');
    if (!row) { return all[at + { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[key]]; }
    var mates = all.filter(function (one) { return row.contains(one); });
    if (key === 'Home') { return mates[0]; }
    if (key === 'End') { return mates[mates.length - 1]; }
    if (key === 'ArrowLeft' || key === 'ArrowRight') { return mates[mates.indexOf(named) + (key === 'ArrowRight' ? 1 : -1)]; }
    var column = named.closest('td, th').cellIndex;
    var same = all.filter(function (one) { return one.closest('td, th').cellIndex === column; });
    return same[same.indexOf(named) + (key === 'ArrowDown' ? 1 : -1)];
  }
  document.querySelectorAll('section, section table').forEach(function (of) {
    var all = figures(of);
    if (all.length) { hold(of, all[0]); }
  });
  document.addEventListener('keydown', function (event) {
    var button = event.target.closest && event.target.closest('button.figure');
    if (!button || event.ctrlKey || event.altKey || event.metaKey || !/^(Arrow(Left|Right|Up|Down)|Home|End)$/.test(event.key)) { return; }
    var named = button.parentNode;
    var of = scope(named);
    var to = of && next(of, named, event.key);
    event.preventDefault();
    if (to) { hold(of, to).focus(); }
  });
  document.addEventListener('click', function (event) {
    var named = event.target.closest && event.target.closest('[data-figure]');
    if (!named || event.target.closest('a, summary') || String(window.getSelection())) { return; }
    var of = scope(named);
    // The focus comes back to the figure when its passport is closed.
    if (of) { hold(of, named).focus({ preventScroll: true }); }
    show(named);
  });

  var hint = element('p', 'hint', 'Click a figure, or press Enter on it, for its exact value, its formula and its sources.');
  var cover = document.getElementById('cover');
  if (cover) { cover.appendChild(hint); }
}());
