import Foundation

/// What entries of the contract cannot say.
func furtherTests(_ report: Report, _ environment: [String: String]) async {
    let wire = environment["TELNUM_WIRE_SERVER"].map(Wire.init)
    await typeTests(report)
    await plainDataTests(report)
    await journalTests(report)
    await ownJournalTests(report)
    await waitTests(report, wire)
    await walkTests(report)
    await logTests(report)
    await wireTests(report, wire)
    await dialogTechTests(report, wire)
    await didwwTests(report, wire)
    await didwwBuyingTests(report)
    await coverageTests(report)
    await memoryTests(report, environment["TELNUM_EMULATOR_URL"].map(Server.init))
    let surface = environment["TELNUM_SURFACE"]
    await report.add("swift: the public surface is as committed", lacks: surface == nil ? "TELNUM_SURFACE" : nil) {
        let read = { try String(contentsOfFile: $0, encoding: .utf8).split(separator: "\n").map(String.init) }
        let (found, wanted) = (Set(try read(surface ?? "")), Set(try read("\(surface ?? "").committed")))
        let changes = wanted.subtracting(found).map { "- \($0)" } + found.subtracting(wanted).map { "+ \($0)" }
        try check(changes.isEmpty, "tests/swift/surface.txt differs: \(changes.sorted().joined(separator: "; ")) (`make surface ONLY=swift` writes it anew)")
    }
}
