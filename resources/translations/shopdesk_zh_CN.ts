<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Bar</name>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BasketController</name>
    <message>
        <source>Sold. A new basket is open.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BasketPanel</name>
    <message>
        <source>Basket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold the basket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the basket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes with this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Complete sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Complete the sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty the basket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The basket is empty. Search with Ctrl+K, scan a barcode, or hold F2 and say a product.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines of the basket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 item</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} items</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BusyBar</name>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CandidateRow</name>
    <message>
        <source>Add {0} to the basket</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CardGrid</name>
    <message>
        <source>Recommended products</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LineRow</name>
    <message>
        <source>Quantity of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change tabs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>search or scan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hold to speak, from any tab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>choose a candidate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the likely thing: add, choose, confirm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancel or clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open or paste photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>complete the sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tabs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recommend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold to speak (F2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change between light and dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys (F1)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Something went wrong inside ShopDesk; the log has the details. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine stopped and was started again. Try once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file {path}. Check the name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be read. Check that you may open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is there already. Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be written. Check the folder and the free space.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no product {product_id}. Search for it by name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no customer {customer_id}. Check the number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no method {method}. Use hybrid, content, user, item or popularity.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This product has no price history yet. Set its price first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no price model {model}. Use auto for the best one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A forecast can reach 1 to 104 weeks ahead, not {horizon}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not a picture that can be read. Save it again as JPEG or PNG.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is too large. Make it smaller than 80 megapixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not a sound file that can be read. Use a WAV file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model {name} is not installed. Install ShopDesk again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model {name} is damaged and was not used. Install ShopDesk again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was learned from photos is damaged. Teach the photos again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound input is not installed. Install PortAudio, or type the words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No microphone was found. Plug one in, or type the words or drop a WAV file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The microphone {name} gives no sound. Check it, or choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The microphone gives only silence. Check that it is switched on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no shop in {path}. Make a demo shop with: shopdesk demo DIR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shop&apos;s file {path} is damaged. Restore a backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shop&apos;s folder {path} cannot be written. Check its permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The basket is empty. Add a product first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The self-test got no answer from {what}. Look at the log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This shop has no products. Run the self-test on the demo shop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This shop has no pictures. Run the self-test on the demo shop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No product has the barcode {barcode}. Search for it by name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} names no column. Write FIELD=COLUMN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program is using {path}. Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} could not be saved. Check the free space of the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} was made by a newer ShopDesk (version {version}). Update ShopDesk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A product needs a name. Give it one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a product {product_id} already. Choose another number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another product has the SKU {sku}. Use a different one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another product has the barcode {barcode}. Check the code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A price cannot be below zero. Enter another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a customer {customer_id} already. Choose another number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{quantity} is not a possible quantity. Enter a number from 0 to 100,000.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a shop in {path} already. Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A demo shop of this size is not possible. Choose other numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is larger than 1 GB. Cut it into parts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind} cannot be imported. Choose products, sales or prices.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{mode} is no way to import. Choose create, update or both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no import {import_id}. Check the number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import {import_id} was taken back already. Nothing is left to do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The row has no name. Fill it in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The row has no price. Fill it in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The row has no basket number. Fill it in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} in {column} is not a clear price. Write it like 1.99.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} in {column} is not a usable number. Correct it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} in {column} is not a date. Write it like 2026-03-01 10:00.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no product {product}. Import the products first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The price table lacks {columns}. Add them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The step {freq} is not known. Choose day, week or month.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{horizon} steps cannot be forecast. Choose at least 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no price model {model}. Choose one of {models}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bands {levels} are not possible. Choose numbers between 0 and 100.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{origins} backtests are too few. Choose at least 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A window of {window} is not possible. Choose at least 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order {order} at lag {lag} does not fit this history. Choose smaller whole numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been learned yet. Import sales first, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data has no column {columns}. Add it and import again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no usable ratings. Import ratings with customer, product and a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no comparison called {name}. Choose pearson, euclidean or cosine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no weight called {name}. Use content, behaviour, repeat or popularity.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A weight is not a number ({name}). Move the slider again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no evaluation called {name}. Choose last_basket or leave_one_item_out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not a table that can be read. Save it as CSV.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} lacks a column it needs ({wanted}); it has {found}. Name the columns with a mapping.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With {product} in {count} of {of} baskets, {lift} times more often than by chance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Like {product} ({similarity} % alike)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bought by {count} of {of} similar shoppers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Buys it about every {every_days} days, last {days_since} days ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bought it {days_since} days ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Popular: in {count} baskets in the last {days} days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same kind: {category}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Often bought at this time ({count} baskets)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trend: {per_cent} % a month</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The season explains {share} % of the changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Past error {mase} against {naive_mase} for the last price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The price stays where it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history is too short for a firm forecast.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing beats the last price here, so it is the forecast.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The price has never changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning from the sales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning the catalog&apos;s pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning the photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recognising photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the voice model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Working</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PhotosController</name>
    <message>
        <source>There is no picture in what was dropped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>barcode {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>blurred</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too bright</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too small</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learned {0} photos of {1}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PhotosView</name>
    <message>
        <source>There is no picture to paste. Copy one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open photos</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop photos here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop photos or a folder, paste one with Ctrl+V, or open some. ShopDesk says which product each one shows, and learns the ones you teach.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open photos…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+O</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop more photos here, or paste with Ctrl+V.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach this photo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach which product the selected photos show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which product is it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find the product to teach</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Products to teach</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No photo yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys 1 to 5 choose a product, Enter puts it into the basket.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sure. Choose the right product, or teach it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PricePlot</name>
    <message>
        <source>Price chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Season</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>forecast {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>price {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>average {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PricesController</name>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last season</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moving average</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Differencing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seasonal decomposition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neural net (MLP)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recurrent net (RNN)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Long memory net (LSTM)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PricesView</name>
    <message>
        <source>Model in use: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>30 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>90 days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 year</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>average of </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length of the moving average</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moving average: how many values it spans</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show trend, season and rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seasonal decomposition: trend, season and rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Green: price. Brown: average. Blue: forecast, dark and light bands.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where does the price go?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a product at the left to see how its price moved and what it will likely cost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the first product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far ahead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} steps ahead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outlook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The forecast appears here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>expected at the end; {0} % sure between {1} and {2}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecommendController</name>
    <message>
        <source>The basket</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecommendView</name>
    <message>
        <source>Basket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recommend for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The basket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a product or customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Products or customers to choose from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list follows the basket at the right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best mix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Similar customers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bought together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hybrid of all methods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content-based: alike by name, kind, brand and price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User-based collaborative filtering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Item-based collaborative filtering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What goes with it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put a product into the basket, or choose a product or a customer at the left. ShopDesk then shows what is bought with it, and says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a product to see why it is here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to basket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What goes with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a customer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <source>How well it fits: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add {0} to the basket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What goes with {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search or scan  (Ctrl+K)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search or scan a product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Products found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found for “{0}”. Try fewer letters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1}. Enter adds, arrow keys move, Esc closes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>barcode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>article number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exact name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>begins with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>contains it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>similar spelling</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShopDesk</name>
    <message>
        <source>Engine starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine ready</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the running job</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TalkButton</name>
    <message>
        <source>Hold to speak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold it, or hold Space or F2, and say a product</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TileDelegate</name>
    <message>
        <source>looking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not sure</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VoiceView</name>
    <message>
        <source>Hold to speak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening the microphone…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listening…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heard nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold Space or F2, say a product, let go.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let go when you are done. Esc cancels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold the key a little longer and speak closer to the microphone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plug one in, or type the product below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter adds the first; 1 to 5 choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sure which one. Choose with 1 to 5, or correct the words and press Enter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No product sounds like this. Correct the words and press Enter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantity heard: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a sound file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was heard stands here; you can also type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a sound file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say a product and how many, such as “two whole milk”. The ring around the button moves when the microphone hears you. Nothing you say leaves this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can also drop a sound file on this tab.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>format</name>
    <message>
        <source>none left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
