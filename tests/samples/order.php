<?php
// One order as DialogTech's page shows it for PHP: order.php BASE_URL TYPE SEARCH QUANTITY FILL_QUANTITY
[, $base_url, $type, $search, $quantity, $fill_quantity] = $argv;
$ch = curl_init();
// The page puts an empty pair first and encodes no value.
$url = $base_url . "/ibp_api.php?" . "&action=" . "numbers.order" .
    "&access_key=" . "emulator-key" .
    "&secret_access_key=" . "emulator-secret" .
    "&type=" . $type .
    "&search=" . $search .
    "&quantity=" . $quantity .
    "&fill_quantity=" . $fill_quantity;
curl_setopt($ch, CURLOPT_URL, $url);
curl_setopt($ch, CURLOPT_RETURNTRANSFER, 1);
$output = curl_exec($ch);
curl_close($ch);
echo $output;
