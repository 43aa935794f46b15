import Telnum

/// Walks over lists that change while they are read.
func walkTests(_ report: Report) async {
    await report.add("swift: numbers that are deleted while they are listed hide no others") {
        let emulator = Emulator(seed: 7)
        try emulator.set("seeded_numbers", 250)
        try emulator.set("removed_listed_s", 0)
        let client = try emulator.idtExpress()
        var released: Set<String> = []
        for try await number in client.numbers() {
            released.insert(try await client.deleteNumber(number.number).number)
        }
        try check(released.count == 250, "\(released.count) were released")
        let left = try await client.listNumbers().numbers.count
        try check(left == 0, "\(left) are left")
    }
}
