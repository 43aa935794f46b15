import dev.telnum.Didww
import java.time.Instant

/** DIDWW's page of 1,000 DIDs, whose relationships nobody asked for: most of it is links. */
suspend fun didwwPage(compare: suspend (String, suspend () -> Int, () -> Int) -> Unit) {
    val url = serve(dids(1000))
    val byHand = ByHand(url, "/v3/dids")
    Didww("emulator-key", baseUrl = url, requestsPerSecond = 1_000.0).use { client ->
        compare(
            "page of 1,000 DIDs of DIDWW, against java.net.http + Jackson typed",
            { client.listDids().dids.sumOf { it.hashCode() } },
            { byHand.read<Dids>(byHand.body()).data.sumOf { it.hashCode() } },
        )
    }
}

/** The page as a user would declare it by hand, relationships left out. */
private data class Dids(val data: List<Did>, val meta: Meta)
private data class Meta(val totalRecords: Int, val apiVersion: String?)
private data class Did(val id: String, val attributes: Attributes)
private data class Attributes(
    val blocked: Boolean, val capacityLimit: Int?, val description: String?, val terminated: Boolean,
    val awaitingRegistration: Boolean, val number: String, val expiresAt: Instant?, val channelsIncludedCount: Int,
    val createdAt: Instant, val dedicatedChannelsCount: Int, val billingCyclesCount: Int?,
)

private fun dids(rows: Int): ByteArray {
    val names = listOf(
        "did_group", "order", "voice_in_trunk", "voice_in_trunk_group", "capacity_pool", "shared_capacity_group",
        "address_verification",
    )
    val data = (0 until rows).joinToString(",") { row ->
        val id = "ac40fb08-ac14-4a6c-8f20-${row.toString().padStart(12, '0')}"
        val base = "https://api.didww.com/v3/dids/$id"
        val relationships = names.joinToString(",") { """"$it":{"links":{"self":"$base/relationships/$it","related":"$base/$it"}}""" }
        """{"id":"$id","type":"dids","attributes":{"blocked":false,"capacity_limit":1,"description":"string",""" +
            """"terminated":false,"awaiting_registration":false,"number":"4420${row.toString().padStart(8, '0')}",""" +
            """"expires_at":"2017-06-25T08:21:41.795Z","channels_included_count":2,"created_at":"2017-05-25T08:21:41.795Z",""" +
            """"dedicated_channels_count":0,"billing_cycles_count":null},"relationships":{$relationships},""" +
            """"links":{"self":"$base"}}"""
    }
    return """{"data":[$data],"meta":{"total_records":$rows,"api_version":"2022-05-10"}}""".toByteArray()
}
